package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our streams beside the command {@code age} of Debian, and every cut. */
@Timeout(120)
class AgeTest {

    private static final int CHUNK = 1 << 16;
    private static final int TAG = 16;

    @TempDir Path folder;
    private final Identity one = Identity.generate();
    private final Identity other = Identity.generate();

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] encrypted(byte[] plain, Encryption encryption) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = Age.encrypting(stored, encryption)) {
            out.write(plain);
        }
        return stored.toByteArray();
    }

    private static byte[] decrypted(byte[] stored, Identity... with) throws IOException {
        try (InputStream in = Age.decrypting(new ByteArrayInputStream(stored), List.of(with))) {
            return in.readAllBytes();
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    private byte[] run(byte[] input, String... command) throws Exception {
        Path in = Files.write(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command).redirectInput(in.toFile()).redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors").toFile()).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("errors"))).isZero();
        return Files.readAllBytes(out);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003})
    void ageOpensOursAndWeOpenAges(int length) throws Exception {
        assumeTrue(isOnPath("age"), "age is not installed");
        byte[] plain = random(length);
        Path key = Files.writeString(folder.resolve("key.txt"), other.secretKey().reveal() + "\n");
        byte[] ours = encrypted(plain, Encryption.to(List.of(one.recipient(), other.recipient())));
        assertThat(run(ours, "age", "-d", "-i", key.toString())).isEqualTo(plain);
        byte[] ages = run(plain, "age", "-r", one.recipient().publicKey(), "-r", other.recipient().publicKey());
        assertThat(decrypted(ages, one)).isEqualTo(plain);
        assertThat(decrypted(ages, other)).isEqualTo(plain);
        assertThat(decrypted(ours, one)).isEqualTo(plain);
    }

    @Test void aKeyOfAgeKeygenIsReadWithItsPublicKey() throws Exception {
        assumeTrue(isOnPath("age-keygen"), "age is not installed");
        String file = new String(run(new byte[0], "age-keygen"));
        Identity read = Identity.parseFile(file).getFirst();
        assertThat(file).contains("# public key: " + read.recipient().publicKey());
        Path ours = Files.writeString(folder.resolve("key.txt"), one.secretKey().reveal() + "\n");
        assertThat(new String(run(new byte[0], "age-keygen", "-y", ours.toString())).strip()).isEqualTo(one.recipient().publicKey());
    }

    /** age asks for a passphrase on the terminal only, so it gets one from {@code script}. */
    @Test void passphrasesCrossToo() throws Exception {
        assumeTrue(isOnPath("age") && isOnPath("script"), "age or script is not installed");
        byte[] plain = random(100_000);
        Path stored = folder.resolve("stored.age");
        Path opened = folder.resolve("opened");
        Files.write(stored, encrypted(plain, new Encryption.WithPassphrase(new Secret("geheim ä"))));
        onTerminal("age -d -o " + opened + " " + stored, "geheim ä");
        assertThat(Files.readAllBytes(opened)).isEqualTo(plain);
        Path ages = folder.resolve("ages.age");
        onTerminal("age -p -o " + ages + " " + opened, "passwort", "passwort");
        try (InputStream in = Age.decrypting(Files.newInputStream(ages), new Secret("passwort"))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
        assertThatThrownBy(() -> Age.decrypting(Files.newInputStream(ages), new Secret("another"))).isInstanceOf(Age.NotOpened.class);
    }

    private void onTerminal(String command, String... answers) throws Exception {
        Process process = new ProcessBuilder("script", "-qec", command, "/dev/null").redirectErrorStream(true)
                .redirectOutput(folder.resolve("terminal").toFile()).start();
        try (OutputStream in = process.getOutputStream()) {
            for (String answer : answers) {
                for (int i = 0; i < 200 && !Files.readString(folder.resolve("terminal")).strip().endsWith(":"); i++) {
                    Thread.sleep(20);
                }
                in.write((answer + "\n").getBytes());
                in.flush();
                Thread.sleep(300);
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("terminal"))).isZero();
    }

    @Test void trap51EveryCutIsFound() throws Exception {
        byte[] plain = random(3 * CHUNK);
        byte[] stored = encrypted(plain, Encryption.to(List.of(one.recipient())));
        int head = stored.length - 3 * (CHUNK + TAG);
        for (int chunk = 0; chunk < 3; chunk++) {
            for (int around = -1; around <= 1; around++) {
                int cut = head + chunk * (CHUNK + TAG) + around;
                assertThatThrownBy(() -> decrypted(Arrays.copyOf(stored, cut), one)).as("cut at %d", cut).isInstanceOf(IOException.class);
            }
        }
        for (int cut = 0; cut < head; cut++) {
            int at = cut;
            assertThatThrownBy(() -> decrypted(Arrays.copyOf(stored, at), one)).as("cut at %d", at).isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> decrypted(Arrays.copyOf(stored, stored.length + 1), one)).isInstanceOf(IOException.class);
    }

    @Test void trap51EveryFlippedByteOfTheHeadAndSwappedChunksAreFound() throws Exception {
        byte[] stored = encrypted(random(3 * CHUNK), Encryption.to(List.of(one.recipient())));
        int head = stored.length - 3 * (CHUNK + TAG);
        for (int i = 0; i < head + 20; i++) {
            byte[] bad = stored.clone();
            bad[i] ^= 1;
            assertThatThrownBy(() -> decrypted(bad, one)).as("byte %d", i).isInstanceOf(IOException.class);
        }
        byte[] swapped = stored.clone();
        System.arraycopy(stored, head, swapped, head + CHUNK + TAG, CHUNK + TAG);
        System.arraycopy(stored, head + CHUNK + TAG, swapped, head, CHUNK + TAG);
        assertThatThrownBy(() -> decrypted(swapped, one)).isInstanceOf(IOException.class).hasMessage("the encrypted data is cut off or has changed");
    }

    @Test void anotherKeyDoesNotOpenIt() throws Exception {
        byte[] stored = encrypted(random(10), Encryption.to(List.of(one.recipient())));
        assertThatThrownBy(() -> decrypted(stored, other)).isInstanceOf(Age.NotOpened.class);
    }

    @Test void badKeysAreRefusedWithoutRepeatingThem() {
        String secret = one.secretKey().reveal();
        for (String bad : List.of("", "age1", secret, one.recipient().publicKey() + "x", "ssh-ed25519 AAAA", one.recipient().publicKey().toUpperCase())) {
            assertThatThrownBy(() -> new Recipient(bad)).isInstanceOf(Failure.BadInput.class).hasMessageNotContaining("SECRET").hasMessageContaining("no public key");
        }
        String mistyped = secret.substring(0, 40) + (secret.charAt(40) == 'Q' ? 'P' : 'Q') + secret.substring(41);
        for (String bad : List.of("", "AGE-SECRET-KEY-1", one.recipient().publicKey(), mistyped)) {
            assertThatThrownBy(() -> Identity.parse(bad)).isInstanceOf(Failure.BadInput.class).hasNoCause().hasMessageContaining("no secret key");
        }
        assertThat(one.toString()).doesNotContain(secret);
    }
}
