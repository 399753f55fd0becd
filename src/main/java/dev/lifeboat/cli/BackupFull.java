package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup full}: databases and volumes of a stack of one moment in a new set. */
@Command(name = "full", sortOptions = false, description = "Back up the databases and the volumes of a stack as they are at one moment. "
        + "The services that write are paused until the volumes are copied.",
        footer = {"", "Example: lifeboat backup full --stack shop"})
final class BackupFull implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: those of the stack.")
    List<String> volumes = new ArrayList<>();

    @Option(names = "--stop", description = "Stop the services that write, and start them again, instead of pausing them.")
    boolean stop;

    @Option(names = "--label", paramLabel = "TEXT", description = "A word to find the set by.")
    Optional<String> label = Optional.empty();

    @Option(names = "--level", paramLabel = "N", description = "zstd level, 1 (fast) to 19 (small). Default: ${DEFAULT-VALUE}.", defaultValue = "3")
    int level;

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Option(names = "--init", description = "Make the repository when its folder is missing or empty.")
    boolean initialise;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    BackupFull(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (level < 1 || level > 19) {
            throw new Failure.BadInput("The level is " + level + "; it goes from 1 to 19.");
        }
        App app = session.app();
        Stack chosen = session.stack(stack);
        var options = new FullBackupPlan.Options(databases, volumes, label, level, stop ? HeldServices.Mode.STOP : HeldServices.Mode.PAUSE);
        if (planOnly) {
            print(app.fullBackup().plan(chosen, open(app), options));
            return ExitCode.DONE;
        }
        BackupSet set = session.run(new Task<>("Back up " + chosen.name(), chosen.name(), command(chosen),
                (progress, cancellation) -> app.fullBackup().run(app.fullBackup().plan(chosen, open(app), options), progress, cancellation),
                this::outcome), common.json);
        if (common.json) {
            session.printJson(new SetText(session.words()).json(set));
        } else {
            session.print(new SetText(session.words()).made(set));
        }
        return set.manifest().warnings().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private Outcome outcome(BackupSet made) {
        String sentence = made.id() + ", " + session.words().size(made.manifest().sizeBytes());
        List<String> warnings = made.manifest().warnings();
        return warnings.isEmpty() ? Outcome.done(sentence) : Outcome.warned(sentence + "; " + String.join(" ", warnings));
    }

    private Repository open(App app) {
        return initialise ? Repository.openOrCreate(repository.path(app)) : repository.open(app);
    }

    private void print(FullBackupPlan plan) {
        if (common.json) {
            session.printJson(FullPlanText.json(plan));
        } else {
            session.print(FullPlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return new CommandText("backup full").add("--stack").add(chosen.name()).option("--database", databases).option("--volume", volumes)
                .option("--label", label.stream().toList()).option("--level", level == 3 ? List.of() : List.of(String.valueOf(level)))
                + (stop ? " --stop" : "") + repository.argument();
    }
}
