package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.restore.VolumeRestorePlan;
import dev.lifeboat.engine.restore.VolumeRestoreReport;
import dev.lifeboat.engine.stack.Stack;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat restore volumes}: aside by default; in place after the proof, the present content kept. */
@Command(name = "volumes", sortOptions = false, description = "Restore volumes of a set into new ones beside the present, and prove every file by the set's index. "
                + "--in-place then stops the services, keeps a copy of what the present volumes hold, and replaces it.",
        footer = {"", "Example: lifeboat restore volumes latest --volume shop_files --in-place --plan"})
final class RestoreVolumes implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "Its name, the beginning of its name, or latest; or a file that sets import takes, which is done first.")
    String set;

    @Option(names = "--stack", paramLabel = "STACK", description = "On whose engine. Default: the stack the set was taken from.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: all of the set.")
    List<String> volumes = new ArrayList<>();

    @ArgGroup(exclusive = true)
    Where where = new Where();

    /** One of the two. */
    static final class Where {
        @Option(names = "--aside", description = "Leave them in new volumes beside the present ones (the default).")
        boolean aside;

        @Option(names = "--in-place", description = "Replace what the present volumes hold, after the proof. It is kept in volumes of its own.")
        boolean inPlace;
    }

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Option(names = "--yes", description = "Do not ask, even for a production stack.")
    boolean yes;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    RestoreVolumes(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        BackupSet listed = FileImport.isFile(set) ? imported()
                : set.equals("latest") ? source.open(app).find(set, made -> !made.manifest().volumes().isEmpty()) : source.open(app).find(set);
        Stack target = app.stacks().get(stack.orElse(listed.manifest().stack()));
        VolumeRestorePlan plan = plan(app, listed, target);
        if (planOnly) {
            show(new VolumeRestoreText(session.words()).plan(plan), VolumeRestoreText.json(plan));
            return ExitCode.DONE;
        }
        confirm(plan);
        KeyPassphrases.of(session).toRead(listed);
        return source.whole(session, listed, common.json, found -> restore(app, found, target));
    }

    private VolumeRestorePlan plan(App app, BackupSet found, Stack target) {
        return app.volumeRestore().plan(found, target, new VolumeRestorePlan.Options(volumes, where.inPlace ? Mode.IN_PLACE : Mode.ASIDE));
    }

    private int restore(App app, BackupSet found, Stack target) {
        VolumeRestorePlan plan = plan(app, found, target);
        VolumeRestoreReport report = session.run(new Task<>("Restore volumes of " + target.name() + " from " + found.id(), target.name(), command(found, target),
                (progress, cancellation) -> app.volumeRestore().run(plan, progress, cancellation),
                done -> done.proven() ? Outcome.done("Restored and proven.") : Outcome.warned("Restored, but not proven.")), common.json);
        show(new VolumeRestoreText(session.words()).report(report), report);
        return report.proven() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private BackupSet imported() {
        return new FileImport(session, source.repository, stack, ZoneId.systemDefault(), common.json).forRestore(set, planOnly);
    }

    private void show(String words, Object json) {
        if (common.json) {
            session.printJson(json);
        } else {
            session.print(words);
        }
    }

    private void confirm(VolumeRestorePlan plan) {
        if (!plan.inPlace() || !plan.stack().asksForName() || yes) {
            return;
        }
        List<String> names = plan.targets().stream().map(target -> target.present().orElseThrow()).toList();
        String what = "This replaces what " + String.join(", ", names) + " of the " + Commands.word(plan.stack().environment()) + " stack " + plan.stack().name() + " hold by what "
                + plan.setId() + " holds" + (plan.services().isEmpty() ? "" : ", and stops " + String.join(", ", plan.services()) + " meanwhile")
                + "; what is there now is kept in volumes of its own.";
        if (common.json) {
            throw new Failure.BadInput(what + " With --json nobody is asked. Nothing was changed.", "Add --yes when you are sure.");
        }
        Confirmation.typedName(session.terminal(), names.size() == 1 ? names.getFirst() : plan.stack().name(), what);
    }

    private String command(BackupSet found, Stack target) {
        return new CommandText("restore volumes").add(found.id()).add("--stack").add(target.name()).option("--volume", volumes)
                .add(where.inPlace ? "--in-place" : "--aside") + source.argument();
    }
}
