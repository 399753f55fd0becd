package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
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

/** {@code lifeboat backup volumes}: copies Docker volumes of a stack into a new set. */
@Command(name = "volumes", sortOptions = false, description = "Back up Docker volumes of a stack into a new set, file by file.",
        footer = {"", "Example: lifeboat backup volumes --stack shop --volume functions_data"})
final class BackupVolumes implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: those of the stack.")
    List<String> volumes = new ArrayList<>();

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

    BackupVolumes(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (level < 1 || level > 19) {
            throw new Failure.BadInput("The level is " + level + "; it goes from 1 to 19.");
        }
        App app = session.app();
        Stack chosen = session.stack(stack);
        var options = new VolumeBackupPlan.Options(volumes, label, level);
        if (planOnly) {
            print(app.volumeBackup().plan(chosen, open(app), options));
            return ExitCode.DONE;
        }
        BackupSet set = session.run(new Task<>("Back up " + chosen.name(), chosen.name(), command(chosen),
                (progress, cancellation) -> app.volumeBackup().run(app.volumeBackup().plan(chosen, open(app), options), progress, cancellation),
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

    private void print(VolumeBackupPlan plan) {
        if (common.json) {
            session.printJson(VolumePlanText.json(plan));
        } else {
            session.print(VolumePlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return new CommandText("backup volumes").add("--stack").add(chosen.name()).option("--volume", volumes)
                .option("--label", label.stream().toList()).option("--level", level == 3 ? List.of() : List.of(String.valueOf(level)))
                + repository.argument();
    }
}
