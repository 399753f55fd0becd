package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.app.demo.DemoReport;
import dev.lifeboat.app.demo.DemoRun;
import dev.lifeboat.app.demo.DemoStack;
import dev.lifeboat.engine.job.Cancellation;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat demo}: the whole job once, in the terminal. */
@Command(name = "demo", sortOptions = false,
        description = "See it all work: starts a PostgreSQL server of its own with sample data, backs it up, verifies the backup, destroys data, restores, and proves it. "
                + "Touches nothing else, and throws everything away at the end.",
        footer = {"", "Example: lifeboat demo --keep"})
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--keep", description = "Leave the server running at the end, and say where it is and how to stop it.")
    boolean keep;

    @Mixin CommonOptions common = new CommonOptions();

    private final Session session;

    DemoCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        DemoText text = new DemoText(session.words());
        if (!common.json) {
            session.print(DemoText.INTRODUCTION);
        }
        Cancellation cancellation = new Cancellation();
        try (var _ = session.interruption().guard(cancellation::cancel); DemoStack demo = DemoStack.start(session.app().tools());
                App app = demo.ownApp(Map.of(), session.app().tools())) {
            try (var _ = session.progressOf(app.jobs(), common.json ? Session.Shown.NOTHING : Session.Shown.PHASES)) {
                DemoReport report = new DemoRun(demo, app, cancellation).run(step -> {
                    if (!common.json) {
                        session.print(text.step(step));
                    }
                });
                print(report, demo, text);
            } finally {
                if (keep) {
                    demo.keep();
                }
            }
        }
        return ExitCode.DONE;
    }

    private void print(DemoReport report, DemoStack demo, DemoText text) {
        if (common.json) {
            session.printJson(DemoText.json(report, keep ? DemoText.kept(demo) : null));
            return;
        }
        session.print(text.end(report));
        if (keep) {
            session.print(DemoText.keptWords(demo));
        }
    }
}
