package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.PointPlan;
import dev.lifeboat.engine.restore.PointReport;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.RecoveryTarget;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat restore point}: a copy of the whole server as it was at a moment, in a new place. */
@Command(name = "point", sortOptions = false,
        description = "Bring a copy of a stack's whole server to a moment of its past, in a new folder, from a base backup and the log behind it. The server itself is not touched.",
        footer = {"", "Example: lifeboat restore point --stack shop --at 2026-11-22T14:31:59+01:00 --to /srv/shop-before --plan"})
final class RestorePoint implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @ArgGroup(exclusive = true)
    What what = new What();

    /** One of them. */
    static final class What {
        @Option(names = "--list", description = "Only show which moments can be brought back.")
        boolean list;

        @Option(names = "--at", paramLabel = "TIME", description = "Everything committed up to this time, which needs its offset: 2026-11-22T14:31:59+01:00, or with Z for UTC.")
        Optional<String> at = Optional.empty();

        @Option(names = "--lsn", paramLabel = "LSN", description = "Everything before this position of the log, as pg_current_wal_lsn() gives it.")
        Optional<String> lsn = Optional.empty();

        @Option(names = "--name", paramLabel = "NAME", description = "Up to a restore point that pg_create_restore_point() made.")
        Optional<String> name = Optional.empty();

        @Option(names = "--xid", paramLabel = "N", description = "Up to the end of this transaction, which is included.")
        Optional<Long> xid = Optional.empty();
    }

    @Option(names = "--to", paramLabel = "DIR", description = "The new data directory. It must not exist yet, or be empty.")
    Optional<Path> to = Optional.empty();

    @Option(names = "--promote", description = "Make the copy a server of its own when it is proven, and stop it. Without this it waits at the moment, to be looked at.")
    boolean promote;

    @Option(names = "--plan", description = "Only check, and say what would be done.")
    boolean planOnly;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    RestorePoint(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Stack chosen = session.stack(stack);
        Repository from = repository.open(app);
        KeyPassphrases.of(session).toReadLogOf(chosen, from);
        RestorePointText text = new RestorePointText(session.words());
        if (what.list) {
            List<RecoveryWindow> windows = new RecoveryWindows(from, app.keys()).of(chosen.name());
            print(common.json ? windows.stream().map(RestorePointText::json).toList() : text.windows(chosen.name(), windows));
            return ExitCode.DONE;
        }
        RecoveryTarget target = target();
        Path folder = to.orElseThrow(() -> new Failure.BadInput("Say where the copy shall go, with --to.", "It is a new folder; the server is not touched.")).toAbsolutePath().normalize();
        PointPlan plan = app.pointRestore().plan(chosen, from, target, new PointPlan.Place.Folder(folder), promote);
        if (planOnly) {
            List<Check> checks = app.pointRestore().preflight(plan);
            print(common.json ? RestorePointText.json(plan, checks) : text.plan(plan, checks));
            return checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL) ? ExitCode.PREFLIGHT_FAILED : ExitCode.DONE;
        }
        PointReport report = session.run(new Task<>("Bring " + chosen.name() + " to " + target.inWords(), chosen.name(), command(chosen, folder),
                (progress, cancellation) -> app.pointRestore().run(plan, progress, cancellation),
                done -> done.proven() ? Outcome.done("Restored and proven in " + done.place()) : Outcome.warned("Restored, but not proven.")), common.json);
        print(common.json ? RestorePointText.json(report) : text.report(plan, report));
        return report.proven() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private void print(Object document) {
        if (document instanceof String words) {
            session.print(words);
        } else {
            session.printJson(document);
        }
    }

    private RecoveryTarget target() {
        if (what.at.isPresent()) {
            return new RecoveryTarget.Time(time(what.at.get()).toInstant().truncatedTo(java.time.temporal.ChronoUnit.MICROS));
        }
        if (what.lsn.isPresent()) {
            return new RecoveryTarget.Position(Lsn.of(what.lsn.get()));
        }
        if (what.name.isPresent()) {
            return new RecoveryTarget.Named(what.name.get());
        }
        return new RecoveryTarget.Transaction(what.xid.orElseThrow(() -> new Failure.BadInput("Say to which moment: --at, --lsn, --name or --xid.",
                "lifeboat restore point --list shows which can be brought back.")));
    }

    /** Without an offset a time means another moment on another computer, so it is not taken. */
    private static OffsetDateTime time(String text) {
        try {
            return OffsetDateTime.parse(text.strip().replace(' ', 'T'));
        } catch (DateTimeException _) {
            throw new Failure.BadInput("\"" + text + "\" is no time with an offset.", "Such as 2026-11-22T14:31:59+01:00, or 2026-11-22T13:31:59Z for UTC.");
        }
    }

    private String command(Stack chosen, Path folder) {
        CommandText command = new CommandText("restore point").add("--stack").add(chosen.name()).option("--at", what.at.stream().toList()).option("--lsn", what.lsn.stream().toList())
                .option("--name", what.name.stream().toList()).option("--xid", what.xid.stream().map(String::valueOf).toList()).add("--to").add(folder.toString());
        return (promote ? command.add("--promote") : command) + repository.argument();
    }
}
