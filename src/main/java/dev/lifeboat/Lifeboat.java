package dev.lifeboat;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.cli.Cli;
import dev.lifeboat.cli.WindowOpener.NoDisplay;
import java.nio.file.Path;
import java.util.Map;

/** Lifeboat's start: with arguments the command line, without the window. */
public final class Lifeboat {

    private Lifeboat() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        Folders folders = Folders.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
        // Before the first logger: its configuration reads where to write.
        System.setProperty("lifeboat.logs", folders.state().resolve("logs").toString());
        Cli cli = new Cli(() -> new App(folders, environment), demo -> {
            requireDisplay(environment);
        }, environment);
        System.exit(cli.run(arguments));
    }

    /** JavaFX ends the whole process when it finds no X server to talk to; so this is known before it is tried. */
    private static void requireDisplay(Map<String, String> environment) throws NoDisplay {
        boolean linux = System.getProperty("os.name").equals("Linux");
        boolean headless = "Headless".equals(System.getProperty("glass.platform"));
        if (linux && !headless && environment.getOrDefault("DISPLAY", "").isEmpty() && environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()) {
            throw new NoDisplay("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).", null);
        }
    }
}
