package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.DatabaseBackupPlan.Options;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Optional;

/**
 * What the backup sheet holds, and the one step from there to what the engine takes. Immutable.
 *
 * @param databases of what holds databases
 * @param volumes   of what holds volumes
 * @param stop      whether services are stopped instead of paused
 * @param label     as typed
 */
public record BackupForm(Kind kind, Ticked databases, Ticked volumes, boolean stop, String label, MakingForm making) {
    static final int LONGEST_LABEL = 80;

    /**
     * What can be chosen, and what is.
     *
     * @param chosen those with a tick, in the order offered
     */
    public record Ticked(List<String> offered, List<String> chosen) {
        static final Ticked NONE = new Ticked(List.of(), List.of());

        public Ticked {
            offered = List.copyOf(offered);
            chosen = List.copyOf(chosen);
        }

        /** All of them means those of the stack, also one that is made between now and the backup. */
        List<String> named() {
            return chosen.size() == offered.size() ? List.of() : chosen;
        }
    }

    /** A backup of databases, made as usual. */
    public BackupForm(List<String> offered, List<String> chosen, String label) {
        this(Kind.DATABASE, new Ticked(offered, chosen), Ticked.NONE, false, label, MakingForm.USUAL);
    }

    static boolean takesDatabases(Kind kind) {
        return kind.holdsDatabases();
    }

    static boolean takesVolumes(Kind kind) {
        return kind == Kind.VOLUMES || kind == Kind.FULL;
    }

    /** What is wrong with the databases chosen. */
    public Optional<String> databasesProblem() {
        return takesDatabases(kind) && databases.chosen().isEmpty() ? Optional.of(Messages.text("backups.form.noDatabase")) : Optional.empty();
    }

    /** What is wrong with the volumes chosen. */
    public Optional<String> volumesProblem() {
        return takesVolumes(kind) && volumes.chosen().isEmpty() ? Optional.of(Messages.text("backups.form.noVolume")) : Optional.empty();
    }

    /** What is wrong with the label. */
    public Optional<String> labelProblem() {
        if (label.strip().length() > LONGEST_LABEL) return Optional.of(Messages.text("backups.form.longLabel", LONGEST_LABEL));
        return label.strip().chars().anyMatch(Character::isISOControl)
                ? Optional.of(Messages.text("backups.form.oddLabel"))
                : Optional.empty();
    }

    /** What the engine takes, or empty while there is a problem. */
    public Optional<BackupChoices> choices() {
        boolean whole = databasesProblem().isEmpty() && volumesProblem().isEmpty() && labelProblem().isEmpty() && making.problems().isEmpty();
        if (!whole) return Optional.empty();
        var typed = Optional.of(label.strip()).filter(text -> !text.isEmpty());
        return Optional.of(new BackupChoices(takesDatabases(kind) ? databases.named() : List.of(), takesVolumes(kind) ? volumes.named() : List.of(),
                stop && kind == Kind.FULL, new SetOptions(typed, making.levelNumber(), making.encryption(), making.handling(kind))));
    }

    /** The same for a backup of databases. */
    public Optional<Options> options() {
        return choices().map(BackupChoices::ofDatabases);
    }
}
