package dev.lifeboat.app.demo;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The demo stack behind a window: started when it is asked for, gone with the window. Thread-safe. */
public final class WindowDemo implements AutoCloseable {

    private final Tools tools;
    private Optional<DemoStack> running = Optional.empty();
    private Optional<App> knownTo = Optional.empty();
    private Optional<Path> home = Optional.empty();

    public WindowDemo(Tools tools) {
        this.tools = tools;
    }

    /**
     * A program for a window that shows nothing but the demo, in a temporary home of its own. Its server does not run
     * yet: that is {@link #work}, so that the window can be there first and show how far it is.
     *
     * @throws dev.lifeboat.engine.Failure when the temporary folder cannot be made
     */
    public synchronized App ownApp() {
        if (home.isEmpty()) {
            home = Optional.of(EmbeddedServer.temporaryFolder());
        }
        return new App(Folders.of(Map.of("LIFEBOAT_HOME", home.get().toString()), "", home.get()), Map.of(), tools);
    }

    /** Starts and fills the demo stack, makes it known to {@code app}, and returns it. Can be run again when it failed. */
    public Work<Stack> work(App app) {
        return (progress, cancellation) -> {
            DemoStack demo = started(progress);
            demo.fill(progress, cancellation);
            demo.addTo(app);
            synchronized (this) {
                knownTo = Optional.of(app);
            }
            return demo.stack();
        };
    }

    private synchronized DemoStack started(Progress progress) {
        if (running.isEmpty()) {
            progress.phase("Starting a PostgreSQL server", Progress.UNKNOWN, Unit.STEPS);
            running = Optional.of(DemoStack.start(tools));
        }
        return running.get();
    }

    /** Forgets the stack, stops the server and deletes its data and the home of {@link #ownApp}. */
    @Override public synchronized void close() {
        try {
            knownTo.ifPresent(app -> running.orElseThrow().removeFrom(app));
        } finally {
            try {
                running.ifPresent(DemoStack::close);
            } finally {
                home.ifPresent(FolderTree::delete);
                home = Optional.empty();
            }
        }
    }
}
