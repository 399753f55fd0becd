package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.demo.DemoStep;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read, word by word. */
class TextsTest {

    private final Words words = new Words(Clock.fixed(Instant.parse("2026-11-22T05:00:00Z"), ZoneId.of("Europe/Berlin")));

    @Test
    void aSet() throws IOException {
        SetText text = new SetText(words);
        Golden.check("set.txt", text.of(Samples.set(Optional.of(Samples.good(Depth.DEEP)))) + "\n---\n"
                + text.of(Samples.set(Optional.of(Samples.damaged()), "The user is no superuser: roles were not taken.")) + "\n---\n"
                + text.made(Samples.set(Optional.empty())) + "\n---\n" + Json.line(text.json(Samples.set(Optional.of(Samples.good(Depth.QUICK))))) + "\n");
    }

    @Test
    void theStateOfASet() {
        SetText text = new SetText(words);
        assertThat(text.state(Samples.set(Optional.empty()))).isEqualTo("complete, not verified");
        assertThat(text.state(Samples.set(Optional.of(Samples.good(Depth.QUICK))))).isEqualTo("complete, verified 2 h ago");
        assertThat(text.state(Samples.set(Optional.of(Samples.good(Depth.DEEP)), "w"))).isEqualTo("with warnings, verified in depth 2 h ago");
        assertThat(text.state(Samples.set(Optional.of(Samples.damaged())))).isEqualTo("DAMAGED, found 2 h ago");
    }

    @Test
    void aBackupPlan() throws IOException {
        Golden.check("backup-plan.txt", BackupPlanText.of(Samples.backupPlan(), words) + "\n---\n" + Json.line(BackupPlanText.json(Samples.backupPlan())) + "\n");
    }

    @Test
    void aRestorePlan() throws IOException {
        RestoreText text = new RestoreText(words);
        Golden.check("restore-plan.txt", text.plan(Samples.restorePlan(Mode.ASIDE), Samples.checks()) + "\n---\n" + text.plan(Samples.restorePlan(Mode.IN_PLACE), Samples.checks())
                + "\n---\n" + Json.line(RestoreText.json(Samples.restorePlan(Mode.IN_PLACE), Samples.checks())) + "\n");
    }

    @Test
    void aRestoreReport() throws IOException {
        RestoreText text = new RestoreText(words);
        Golden.check("restore-report.txt", text.report(Samples.restoreReport(Mode.IN_PLACE)) + "\n---\n"
                + text.report(Samples.restoreReport(Mode.ASIDE, "public.orders: 50,000 rows expected, 49,999 found"))
                + "\n---\n" + Json.line(RestoreText.json(Samples.restoreReport(Mode.ASIDE))) + "\n");
    }

    @Test
    void theDemo() throws IOException {
        DemoText text = new DemoText(words);
        StringBuilder all = new StringBuilder(DemoText.INTRODUCTION);
        for (DemoStep step : Samples.demoReport().steps()) {
            all.append(text.step(step));
        }
        all.append(text.end(Samples.demoReport())).append("\n---\n").append(Json.line(DemoText.json(Samples.demoReport(), null))).append("\n");
        Golden.check("demo.txt", all.toString());
    }

    @Test
    void linesOfATableEndWithoutSpaces() {
        assertThat(new Table("  ", "A", ">N", "").row("x", "1", "").row("long", "1,000", "y").toString())
                .isEqualTo("  A          N\n  x          1\n  long   1,000   y\n");
    }

    @Test
    void aWordIsQuotedWhenTheShellWouldNotTakeItAsItIs() {
        assertThat(new CommandText("backup database").add("--label").add("it's \u00fc").toString()).isEqualTo("lifeboat backup database --label 'it'\\''s \u00fc'");
        assertThat(ShellWord.quoted("shop-1")).isEqualTo("shop-1");
    }
}
