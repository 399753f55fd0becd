package dev.lifeboat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.app.demo.WindowDemo;
import dev.lifeboat.cli.Cli;
import dev.lifeboat.cli.WindowOpener.NoDisplay;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.ui.shell.LifeboatWindow;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Lifeboat's start: with arguments the command line, without the window. */
public final class Lifeboat {

    private Lifeboat() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Folders folders = Folders.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
        // Before the first logger: its configuration reads where to write.
        System.setProperty("lifeboat.logs", folders.log().getParent().toString());
        // Two threads may ask for the first logger at once: SLF4J then replays what it held back, and would say so on the console.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        Supplier<App> app = () -> new App(folders, environment);
        Cli cli = new Cli(app, demo -> openWindow(app, demo, environment), environment);
        System.exit(cli.run(arguments));
    }

    private static void openWindow(Supplier<App> app, boolean demo, Map<String, String> environment) throws NoDisplay {
        Optional<String> problem = Display.problem(environment);
        if (problem.isPresent()) {
            throw new NoDisplay(problem.get(), null);
        }
        try (WindowDemo background = new WindowDemo(new Tools())) {
            openWindow(background, demo ? background::ownApp : app, demo);
        } catch (UnsupportedOperationException e) {
            throw new NoDisplay("The display cannot be opened (" + e.getMessage() + ").", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void openWindow(WindowDemo background, Supplier<App> app, boolean startDemo) throws InterruptedException {
        AtomicReference<App> made = new AtomicReference<>();
        try {
            LifeboatWindow.launch(() -> made.updateAndGet(_ -> app.get()), background::work, startDemo);
        } finally {
            if (made.get() != null) {
                made.get().close(); // before the demo's server goes: jobs may still work on it
            }
        }
    }
}
