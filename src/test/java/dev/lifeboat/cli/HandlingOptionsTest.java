package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.BackupEstimate;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.Terms;
import dev.lifeboat.engine.repository.Compression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HandlingOptionsTest {

    private static HandlingOptions parsed(String... arguments) {
        HandlingOptions options = new HandlingOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("handling", CommandLine.Model.CommandSpec.forAnnotatedObject(options))).parseArgs(arguments);
        return options;
    }

    @Test
    void nothingSaidIsAsUsual() {
        assertThat(parsed().handling()).isEqualTo(BackupHandling.USUAL);
        assertThat(parsed().addTo(new CommandText("x"))).hasToString("lifeboat x");
    }

    @Test
    void whatIsSaidIsDoneAndSaidAgain() {
        HandlingOptions options = parsed("--compression", "gzip", "--level", "9", "--parallel", "2", "--limit-rate", "5M", "--time-out", "90m",
                "--before", "docker pause 'shop api'", "--after", "notify", "--hook-time-out", "30s");
        assertThat(options.handling()).isEqualTo(new BackupHandling(Compression.GZIP, OptionalLong.of(5_242_880), 2, Optional.of(Duration.ofMinutes(90)),
                Optional.of(new Hook(List.of("docker", "pause", "shop api"), Duration.ofSeconds(30))), Optional.of(new Hook(List.of("notify"), Duration.ofSeconds(30)))));
        assertThat(options.addTo(new CommandText("x"))).hasToString("lifeboat x --compression gzip --level 9 --parallel 2 --limit-rate 5M --time-out 90m"
                + " --before 'docker pause '\\''shop api'\\''' --after notify --hook-time-out 30s");
    }

    @ParameterizedTest
    @CsvSource({"2048, 2048", "500K, 512000", "5M, 5242880", "5 MiB, 5242880", "1g, 1073741824", "2TB, 2199023255552", "4096B, 4096"})
    void ratesAreMultiplesOf1024(String text, long bytes) {
        assertThat(HandlingOptions.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit-rate=fast", "--limit-rate=-5M", "--limit-rate=100", "--limit-rate=999999999999999T", "--time-out=90", "--time-out=0s", "--time-out=1 week",
        "--parallel=0", "--parallel=17", "--compression=lzma", "--level=20", "--level=0", "--before=  ", "--after='x", "--hook-time-out=never"})
    void whatCannotBeDoneIsRefused(String argument) {
        assertThatThrownBy(() -> parsed(argument).handling()).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void eachCompressionHasItsLevels() {
        assertThatThrownBy(() -> parsed("--compression=gzip", "--level=10").handling()).isInstanceOf(Failure.BadInput.class).hasMessageContaining("1 to 9");
        assertThat(parsed("--compression=none", "--level=99").handling().compression()).isEqualTo(Compression.NONE);
    }

    @Test
    void thePlanSaysAllOfIt() {
        DatabaseBackupPlan usual = Samples.backupPlan();
        BackupHandling handling = parsed("--compression", "gzip", "--parallel", "2", "--limit-rate", "5M", "--time-out", "4h", "--before", "docker pause 'shop api'", "--after", "notify").handling();
        DatabaseBackupPlan plan = new DatabaseBackupPlan(usual.stack(), usual.repository(), usual.databaseBytes(), usual.tools(),
                new Terms(usual.label(), 6, 1, usual.encryption(), handling, 8L << 20, OptionalLong.of(32L << 20), usual.previousStoredBytes(), Optional.of(new BackupEstimate(9L << 20, 61_000))));
        assertThat(BackupPlanText.of(plan, new Words(java.time.Clock.systemUTC()))).contains("1. Run docker pause 'shop api'; the backup stops when it fails.\n2. Dump the database shop",
                "5. Compress with gzip, level 6.\n", "7. Run notify, whatever became of the backup.\n", "Expected     about 9.0 MiB, in about ", ": there is not enough room\n",
                "At once      2 databases\n", "Rate         5.0 MiB a second at most\n", "Time         ");
    }
}
