package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Optional;

/**
 * What the backup sheet holds, and the one step from there to what the engine takes. Immutable.
 *
 * @param offered the databases that can be chosen
 * @param chosen those with a tick, in the order offered
 * @param label as typed
 */
public record BackupForm(List<String> offered, List<String> chosen, String label) {
    static final int LONGEST_LABEL = 80;

    public BackupForm {
        offered = List.copyOf(offered);
        chosen = List.copyOf(chosen);
    }

    /** What is wrong with the databases chosen. */
    public Optional<String> databasesProblem() {
        return chosen.isEmpty() ? Optional.of(Messages.text("backups.form.noDatabase")) : Optional.empty();
    }

    /** What is wrong with the label. */
    public Optional<String> labelProblem() {
        if (label.strip().length() > LONGEST_LABEL) return Optional.of(Messages.text("backups.form.longLabel", LONGEST_LABEL));
        return label.strip().chars().anyMatch(Character::isISOControl)
                ? Optional.of(Messages.text("backups.form.oddLabel"))
                : Optional.empty();
    }

    /**
     * What the engine takes, or empty while there is a problem. All databases chosen means those of the stack, also
     * one that is made between now and the backup.
     */
    public Optional<Options> options() {
        if (databasesProblem().isPresent() || labelProblem().isPresent()) return Optional.empty();
        var databases = chosen.size() == offered.size() ? List.<String>of() : chosen;
        return Optional.of(new Options(databases, Optional.of(label.strip()).filter(text -> !text.isEmpty()), Options.DEFAULT.zstdLevel()));
    }
}
