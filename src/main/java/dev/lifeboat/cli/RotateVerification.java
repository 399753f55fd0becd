package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RotatingVerification;
import dev.lifeboat.engine.repository.RotatingVerification.Report;
import dev.lifeboat.engine.repository.Rotation;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code lifeboat sets verify --rotate}: those sets whose turn it is. */
record RotateVerification(Session session, RepositoryOption where, Optional<String> stack, Rotation rotation, Depth depth, boolean json) {

    int run(boolean planOnly) {
        App app = session.app();
        Repository repository = where.open(app);
        RotatingVerification rotating = new RotatingVerification(repository, Clock.systemUTC(), app.keys());
        if (planOnly) {
            return plan(rotating.due(stack, rotation));
        }
        String command = new CommandText("sets verify --rotate").add("--within").add(rotation.within().toHours() + "h").option("--stack", stack.stream().toList())
                + (depth == Depth.DEEP ? " --deep" : "") + where.argument();
        Report report = session.run(new Task<>("Verify the sets whose turn it is", stack.orElse(repository.folder().toString()), command,
                (progress, cancellation) -> rotating.run(stack, rotation, depth, progress, cancellation),
                done -> done.ok() ? Outcome.done(sentence(done)) : Outcome.warned(sentence(done))), json);
        report.verified().forEach(one -> app.audit().record("set.verify", one.set().id(), one.result().ok() ? "done" : "failed", String.join(" ", one.result().problems())));
        if (json) {
            session.printJson(Map.of("ok", report.ok(), "left", report.left(), "verified", report.verified().stream().map(RotateVerification::json).toList()));
        } else {
            print(report);
        }
        return report.ok() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private int plan(List<BackupSet> due) {
        if (json) {
            session.printJson(Map.of("due", due.stream().map(BackupSet::id).toList()));
        } else if (due.isEmpty()) {
            session.printLine("No set is to be read again now.");
        } else {
            Table table = new Table("", "SET", ">SIZE", "LAST READ");
            due.forEach(set -> table.row(set.id(), session.words().size(set.manifest().sizeBytes()),
                    set.verified().map(result -> session.words().ago(result.at())).orElse("never since it was written")));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> json(RotatingVerification.Checked one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", one.set().id());
        json.putAll(SetText.json(one.result()));
        return json;
    }

    private String sentence(Report report) {
        long damaged = report.verified().stream().filter(one -> !one.result().ok()).count();
        return "Read " + session.words().count(report.verified().size(), "set") + ", " + (damaged == 0 ? "all good" : damaged + " DAMAGED") + "; "
                + report.left() + " not due.";
    }

    private void print(Report report) {
        report.verified().forEach(one -> {
            session.printLine((one.result().ok() ? "  OK    " : "  FAIL  ") + one.set().id());
            one.result().problems().forEach(problem -> session.printLine("          " + problem));
        });
        session.printLine(sentence(report));
    }
}
