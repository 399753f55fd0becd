package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.restore.RestorePlan.Options;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Optional;

/**
 * What was chosen in the wizard so far, and the one step from there to what the engine takes. Immutable.
 *
 * @param stack where to restore to
 * @param set what to restore from; empty until one was chosen
 * @param databases the chosen ones of the set, in its order
 * @param typedName what was typed to confirm, as typed
 */
public record RestoreForm(Stack stack, Optional<BackupSet> set, List<String> databases, Mode mode, String typedName) {
    public RestoreForm {
        databases = List.copyOf(databases);
    }

    /** The names of the databases a set has, in its order. */
    public static List<String> databasesOf(BackupSet set) {
        return set.manifest().databases().stream().map(Manifest.DatabaseRecord::facts).map(facts -> facts.name()).toList();
    }

    /** What must be put right before this step can be left. */
    public Optional<String> problem(Step step) {
        return switch (step) {
            case SET -> set.isEmpty() ? Optional.of(Messages.text("restore.problem.set")) : Optional.empty();
            case DATABASES -> databases.isEmpty() ? Optional.of(Messages.text("restore.problem.databases")) : Optional.empty();
            case PLAN -> nameToType().filter(name -> !name.equals(typedName)).map(name -> Messages.text("restore.problem.name", name));
            case PLACE, CHECKS, RUN, PROOF -> Optional.empty();
        };
    }

    /**
     * What must be typed before an in-place restore of a production stack: the database when it is one, otherwise the
     * stack; the command line asks for the same.
     */
    public Optional<String> nameToType() {
        if (mode != Mode.IN_PLACE || !stack.asksForName()) return Optional.empty();
        return Optional.of(databases.size() == 1 ? databases.getFirst() : stack.name());
    }

    /** What the engine takes. */
    public Options options() {
        boolean all = set.isPresent() && databases.size() == databasesOf(set.get()).size();
        return new Options(all ? List.of() : databases, mode);
    }

    /** The command that does the same. Only for a form with a set. */
    public EquivalentCommand command() {
        return EquivalentCommand.of("restore database").add(set.orElseThrow().id()).add("--stack").add(stack.name())
                .option("--database", options().databases())
                .add(mode == Mode.IN_PLACE ? "--in-place" : "--aside");
    }
}
