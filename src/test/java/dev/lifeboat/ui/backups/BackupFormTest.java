package dev.lifeboat.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupFormTest {
    private static final List<String> BOTH = List.of("dart_cloud", "functions_db");

    @Test
    void allDatabasesAreThoseOfTheStack() {
        assertThat(new BackupForm(BOTH, BOTH, "").options()).contains(new Options(List.of(), Optional.empty(), 3));
    }

    @Test
    void someDatabasesAreNamed() {
        assertThat(new BackupForm(BOTH, List.of("functions_db"), "  nightly ").options())
                .contains(new Options(List.of("functions_db"), Optional.of("nightly"), 3));
    }

    @Test
    void withoutADatabaseThereIsAProblemAndNothingToTake() {
        var form = new BackupForm(BOTH, List.of(), "");
        assertThat(form.databasesProblem()).isPresent();
        assertThat(form.options()).isEmpty();
    }

    @Test
    void aLabelIsAShortLineOfText() {
        assertThat(new BackupForm(BOTH, BOTH, "x".repeat(80)).labelProblem()).isEmpty();
        assertThat(new BackupForm(BOTH, BOTH, "x".repeat(81)).options()).isEmpty();
        assertThat(new BackupForm(BOTH, BOTH, "two\nlines").labelProblem()).isPresent();
        assertThat(new BackupForm(BOTH, BOTH, "vor dem Ümzug 🚚").labelProblem()).isEmpty();
    }
}
