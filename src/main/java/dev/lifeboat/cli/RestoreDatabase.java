package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.engine.restore.RestoreReport;
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

/** {@code lifeboat restore database}: aside by default; in place after the proof, the old database kept. */
@Command(name = "database", sortOptions = false,
        description = "Restore databases of a backup set. They are restored beside the present ones and proven there; "
                + "--in-place then swaps them in and keeps the present ones under another name.",
        footer = {"", "Example: lifeboat restore database latest --database shop --in-place --plan"})
final class RestoreDatabase implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "Its name, the beginning of its name, or latest; or a file that sets import takes, which is done first.")
    String set;

    @Option(names = "--stack", paramLabel = "STACK", description = "Where to restore to. Default: the stack the set was taken from.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: all of the set.")
    List<String> databases = new ArrayList<>();

    @ArgGroup(exclusive = true)
    Where where = new Where();

    /** One of the two. */
    static final class Where {
        @Option(names = "--aside", description = "Leave the restored databases beside the present ones (the default).")
        boolean aside;

        @Option(names = "--in-place", description = "Swap them in after the proof.")
        boolean inPlace;
    }

    @Option(names = "--plan", description = "Only check, and say what would be done.")
    boolean planOnly;

    @Option(names = "--yes", description = "Do not ask, even for a production stack.")
    boolean yes;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    RestoreDatabase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        BackupSet listed = FileImport.isFile(set) ? imported() : set.equals("latest") ? source.open(app).find(set, made -> made.manifest().kind().holdsDatabases()) : source.open(app).find(set);
        KeyPassphrases.of(session).toRead(listed);
        return source.whole(session, listed, common.json, found -> restore(app, found));
    }

    private int restore(App app, BackupSet found) {
        Stack target = app.stacks().get(stack.orElse(found.manifest().stack()));
        RestorePlan plan = app.databaseRestore().plan(found, target, new RestorePlan.Options(databases, where.inPlace ? Mode.IN_PLACE : Mode.ASIDE));
        if (planOnly) {
            return show(plan, app.databaseRestore().preflight(plan));
        }
        confirm(plan);
        RestoreReport report = session.run(new Task<>("Restore " + target.name() + " from " + found.id(), target.name(), command(found, target),
                (progress, cancellation) -> app.databaseRestore().run(plan, progress, cancellation),
                done -> done.proven() ? Outcome.done("Restored and proven.") : Outcome.warned("Restored, but not proven.")), common.json);
        if (common.json) {
            session.printJson(RestoreText.json(report));
        } else {
            session.print(new RestoreText(session.words()).report(report));
        }
        return report.proven() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private BackupSet imported() {
        return new FileImport(session, source.repository, stack, ZoneId.systemDefault(), common.json).forRestore(set, planOnly);
    }

    private int show(RestorePlan plan, List<Check> checks) {
        if (common.json) {
            session.printJson(RestoreText.json(plan, checks));
        } else {
            session.print(new RestoreText(session.words()).plan(plan, checks));
        }
        return checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL) ? ExitCode.PREFLIGHT_FAILED : ExitCode.DONE;
    }

    private void confirm(RestorePlan plan) {
        if (plan.mode() != Mode.IN_PLACE || !plan.stack().asksForName() || yes) {
            return;
        }
        List<String> names = plan.targets().stream().map(RestorePlan.Target::database).toList();
        String name = names.size() == 1 ? names.getFirst() : plan.stack().name();
        String what = "This replaces " + String.join(", ", names) + " of the " + Commands.word(plan.stack().environment()) + " stack " + plan.stack().name() + " by what " + plan.setId()
                + " holds; the present ones are kept under another name.";
        if (common.json) {
            throw new Failure.BadInput(what + " With --json nobody is asked. Nothing was changed.", "Add --yes when you are sure.");
        }
        Confirmation.typedName(session.terminal(), name, what);
    }

    private String command(BackupSet found, Stack target) {
        return new CommandText("restore database").add(found.id()).add("--stack").add(target.name()).option("--database", databases)
                .add(where.inPlace ? "--in-place" : "--aside") + source.argument();
    }
}
