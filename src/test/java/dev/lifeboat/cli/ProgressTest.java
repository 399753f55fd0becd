package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long MIB = 1024 * 1024;

    private final Words words = new Words(Clock.systemUTC());
    private final ProgressLine line = new ProgressLine(words);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanoTime = new AtomicLong();

    private static JobSnapshot job(String phase, long done, long total, Unit unit, double rate, String item, JobState state, String... log) {
        return new JobSnapshot("1", "Back up shop", "shop", "lifeboat backup database", state, Instant.EPOCH, Optional.of(Instant.EPOCH), Optional.empty(),
                phase, done, total, unit, rate, item, List.of(log), Optional.empty(), Optional.empty(), List.of());
    }

    private static JobSnapshot dumping(long done) {
        return job("Dumping shop", done, 20 * MIB, Unit.BYTES, 4 * MIB, "public.orders", JobState.RUNNING);
    }

    private ProgressDisplay display(boolean person, int width) {
        Terminal.Person someone = new Terminal.Person() {
            @Override public Optional<String> ask(String question) {
                return Optional.empty();
            }

            @Override public Optional<String> askHidden(String question) {
                return Optional.empty();
            }
        };
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new ProgressDisplay(new Terminal(err, err, InputStream.nullInputStream(), person ? Optional.of(someone) : Optional.empty(), width), words, nanoTime::get, true);
    }

    private String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theBarShowsPhaseShareAmountRateEstimateAndItem() {
        assertThat(line.bar(dumping(8 * MIB), 200))
                .isEqualTo("Dumping shop  [#########...............]  40 %  8.0 MiB of 20.0 MiB  4.0 MiB/s  about 3 s left  public.orders");
    }

    @Test
    void neverMoreThanAllOfItAndNoHundredBeforeTheEnd() {
        assertThat(line.bar(dumping(25 * MIB), 200)).contains("100 %").contains("20.0 MiB of 20.0 MiB").doesNotContain("left");
        assertThat(line.bar(dumping(20 * MIB - 1), 200)).contains(" 99 %");
    }

    @Test
    void withoutAKnownEndThereIsNoBarAndNoEstimate() {
        assertThat(line.bar(job("Dumping roles", 3, Progress.UNKNOWN, Unit.STEPS, 1, "", JobState.RUNNING), 200)).isEqualTo("Dumping roles  3 steps");
    }

    @Test
    void theLineFitsTheTerminal() {
        for (int width = 20; width < 130; width++) {
            assertThat(line.bar(dumping(8 * MIB), width).length()).isLessThan(width);
        }
    }

    @Test
    void onATerminalOneLineIsWrittenOverAndClearedAtTheEnd() {
        ProgressDisplay display = display(true, 200);
        display.accept(dumping(8 * MIB));
        display.accept(job("Short", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.RUNNING));
        display.accept(job("Short", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.SUCCEEDED));
        String first = line.bar(dumping(8 * MIB), 200);
        assertThat(written()).isEqualTo("\r" + first + "\rShort" + " ".repeat(first.length() - 5) + "\r     \r");
    }

    @Test
    void elsewhereALineForEachPhaseAndOneEveryFewSeconds() {
        ProgressDisplay display = display(false, 80);
        display.accept(dumping(0));
        nanoTime.set(4_999_999_999L);
        display.accept(dumping(MIB));
        nanoTime.set(5_000_000_000L);
        display.accept(dumping(8 * MIB));
        display.accept(job("Dumping roles", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.RUNNING));
        display.accept(job("Dumping roles", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.SUCCEEDED));
        assertThat(written().lines()).containsExactly("Dumping shop", "Dumping shop: 40 %, 8.0 MiB of 20.0 MiB", "Dumping roles");
    }

    @Test
    void aNoteIsShownOnceAndBeforeTheBar() {
        ProgressDisplay display = display(true, 30);
        display.accept(job("Phase", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.RUNNING));
        display.accept(job("Phase", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.RUNNING, "noted"));
        display.accept(job("Phase", 0, Progress.UNKNOWN, Unit.STEPS, 0, "", JobState.RUNNING, "noted"));
        assertThat(written()).isEqualTo("\rPhase\r     \rnoted" + System.lineSeparator() + "\rPhase\rPhase");
    }
}
