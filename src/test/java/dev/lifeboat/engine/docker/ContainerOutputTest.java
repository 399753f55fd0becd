package dev.lifeboat.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program in a container writes arrives to its last byte, or it is said that it did not. */
@Timeout(120)
class ContainerOutputTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();
    @RegisterExtension static final TestEngine PODMAN = TestEngine.podman();

    @FunctionalInterface
    private interface Use {
        void of(DockerEngine engine, String container) throws Exception;
    }

    private static void in(TestEngine test, Use use) throws Exception {
        String container = test.start("output", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none");
        try (DockerEngine engine = DockerEngine.open(test.address(), Optional.empty())) {
            use.of(engine, container);
        }
    }

    /**
     * An engine waits two seconds after a program's end for what it wrote to be taken. The sizes are around what all the
     * buffers on the way hold, so that the program ends while some of it is still on the way.
     */
    @ParameterizedTest
    @ValueSource(ints = {1_300_000, 1_350_000, 1_400_000, 1_450_000, 1_500_000, 1_550_000})
    void aReaderThatRestsAtTheEndGetsEverything(int size) throws Exception {
        in(DOCKER, (engine, container) -> {
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("dd", "if=/dev/zero", "bs=" + size, "count=1", "status=none"), Map.of())) {
                TimeUnit.SECONDS.sleep(4);
                assertThat(process.output().readAllBytes()).hasSize(size);
                assertThat(process.await()).isEqualTo(new ContainerProcess.Exit(0, ""));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statusAndBothOutputsArrive(boolean podman) throws Exception {
        in(podman ? PODMAN : DOCKER, (engine, container) -> {
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("sh", "-c", "echo out; echo why >&2; exit 7"), Map.of())) {
                assertThat(process.output().readAllBytes()).asString().isEqualTo("out\n");
                assertThat(process.await()).isEqualTo(new ContainerProcess.Exit(7, "why\n"));
            }
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("sort", "-r"), Map.of())) {
                try (OutputStream input = process.input()) {
                    input.write("a\nc\nb\n".getBytes(StandardCharsets.US_ASCII));
                }
                assertThat(process.output().readAllBytes()).asString().isEqualTo("c\nb\na\n");
                assertThat(process.await().status()).isZero();
            }
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("no-such-program"), Map.of())) {
                assertThat(process.output().readAllBytes()).isEmpty();
                assertThat(process.await()).satisfies(exit -> assertThat(exit.status()).isEqualTo(127));
            }
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("sh", "-c", "kill -9 $$"), Map.of())) {
                assertThat(process.output().readAllBytes()).isEmpty();
                assertThat(process.await().status()).isEqualTo(128 + 9);
            }
        });
    }

    /** The end is cut off as an engine does it: by something that ends the shell around the program. */
    @Test
    void anOutputWithoutItsEndIsAnError() throws Exception {
        in(DOCKER, (engine, container) -> {
            // With status 0: nothing but the missing mark tells.
            try (ContainerProcess process = ContainerProcess.start(engine, container, List.of("echo", "half"), Map.of())) {
                assertThat(process.output().readAllBytes()).asString().isEqualTo("half\n");
            }
            try (ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("sh", "-c", "echo half; kill -9 $PPID; sleep 1"), Map.of())) {
                InputStream output = process.output();
                assertThatThrownBy(output::readAllBytes).isInstanceOf(IOException.class).hasMessageContaining("the end of what the program wrote did not arrive");
                assertThat(process.await().status()).isEqualTo(128 + 9);
            }
            // More than may be held back as the mark.
            ContainerProcess process = ContainerProcess.startWhole(engine, container, List.of("sh", "-c", "printf %050d 1; sleep 100"), Map.of());
            assertThat(process.output().readNBytes(1)).hasSize(1);
            process.close();
            assertThatThrownBy(process.output()::readAllBytes).as("closed, not ended").isInstanceOf(IOException.class);
            assertThatThrownBy(process::await).isInstanceOf(Failure.ConnectionFailed.class);
        });
    }

    @Test
    void aStreamThatEndsWithinAPieceOrItsHeadIsCutOff() throws Exception {
        byte[] whole = {1, 0, 0, 0, 0, 0, 0, 2, 'o', 'k', 2, 0, 0, 0, 0, 0, 0, 1, '!'};
        for (int length = 0; length <= whole.length; length++) {
            var input = new ByteArrayInputStream(Arrays.copyOf(whole, length));
            var received = new ByteArrayOutputStream();
            ExecFrames.Piece piece = (stderr, bytes, count) -> received.write(stderr ? new byte[] {'e'} : bytes, 0, count);
            if (length == 0 || length == 10 || length == 19) {
                ExecFrames.read(input, piece);
                assertThat(received).asString().isEqualTo(length == 0 ? "" : length == 10 ? "ok" : "oke");
            } else {
                assertThatThrownBy(() -> ExecFrames.read(input, piece)).as("cut off after %d bytes", length).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void theMarkIsFoundHoweverItIsCutAndNothingElseIsHeldBack() throws Exception {
        for (int content : List.of(0, 1, 38, 39, 40, 5000)) {
            for (int cut : List.of(1, 2, 38, 39, 40, 41, 6000)) {
                EndMark mark = new EndMark();
                byte[] bytes = new byte[content + 39]; // a UUID has 36 characters, a status 3
                Arrays.fill(bytes, (byte) 'x');
                System.arraycopy((mark.around(List.of("true")).get(4) + "042").getBytes(StandardCharsets.US_ASCII), 0, bytes, content, 39);
                var out = new ByteArrayOutputStream();
                for (int at = 0; at < bytes.length; at += cut) {
                    assertThat(mark.status()).isEmpty();
                    byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(at + cut, bytes.length));
                    mark.pass(piece, piece.length, out);
                }
                assertThat(mark.status()).as("%d bytes in pieces of %d", content, cut).hasValue(42);
                assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("x".repeat(content));
            }
        }
    }
}
