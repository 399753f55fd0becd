package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.restore.VolumeRestorePlan;
import dev.lifeboat.engine.restore.VolumeRestoreReport;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat restore volumes}: brings volumes of a set back into new ones. */
@Command(name = "volumes", sortOptions = false, description = "Restore volumes of a set into new ones beside the present, and prove every file by the set's index. "
                + "The present volumes are not touched.",
        footer = {"", "Example: lifeboat restore volumes latest --volume shop_files --aside"})
final class RestoreVolumes implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "Its name, the beginning of its name, or latest.")
    String set;

    @Option(names = "--stack", paramLabel = "STACK", description = "On whose engine. Default: the stack the set was taken from.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: all of the set.")
    List<String> volumes = new ArrayList<>();

    @Option(names = "--aside", description = "Into new volumes beside the present ones (the default, and the only way).")
    boolean aside;

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    RestoreVolumes(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        BackupSet found = set.equals("latest") ? source.open(app).find(set, made -> !made.manifest().volumes().isEmpty()) : source.open(app).find(set);
        Stack target = app.stacks().get(stack.orElse(found.manifest().stack()));
        VolumeRestorePlan plan = app.volumeRestore().plan(found, target, volumes);
        if (planOnly) {
            print(plan);
            return ExitCode.DONE;
        }
        KeyPassphrases.of(session).toRead(found);
        VolumeRestoreReport report = source.whole(session, found, common.json, _ -> session.run(new Task<>("Restore volumes of " + target.name() + " from " + found.id(), target.name(), command(found, target),
                (progress, cancellation) -> app.volumeRestore().run(plan, progress, cancellation),
                done -> done.proven() ? Outcome.done("Restored and proven.") : Outcome.warned("Restored, but not proven.")), common.json));
        print(report);
        return report.proven() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private void print(VolumeRestorePlan plan) {
        if (common.json) {
            session.printJson(plan.targets());
            return;
        }
        session.printLine("This would restore volumes from " + plan.setId() + ". Nothing has been changed.");
        plan.targets().forEach(target -> session.printLine("  " + target.volume().name() + ", " + session.words().count(target.volume().files(), "file") + ", "
                + session.words().size(target.volume().bytes()) + ", into the new volume " + target.newName()));
    }

    private void print(VolumeRestoreReport report) {
        if (common.json) {
            session.printJson(report);
            return;
        }
        session.printLine("Restored from " + report.setId() + " in " + session.words().duration(report.durationMillis()) + ".");
        report.volumes().forEach(one -> session.printLine("  " + one.volume() + " into the new volume " + one.newName() + ": " + session.words().count(one.files(), "file")
                + (one.proven() ? ", every one proven" : ", not proven: BusyBox's tar keeps less")));
        session.printLine("The present volumes were not touched. Have the services use the new ones when you have looked at them.");
    }

    private String command(BackupSet found, Stack target) {
        return new CommandText("restore volumes").add(found.id()).add("--stack").add(target.name()).option("--volume", volumes) + " --aside" + source.argument();
    }
}
