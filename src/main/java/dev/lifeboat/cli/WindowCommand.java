package dev.lifeboat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lifeboat window}: opens the window, with {@code --demo} on the demo stack. */
@Command(name = "window", description = "Open the window.",
        footer = {"", "Example: lifeboat window --demo"})
final class WindowCommand implements Callable<Integer> {

    @Option(names = "--demo", description = "On the demo stack. Without a display, the demo runs in the terminal instead.")
    boolean demo;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    private final Session session;
    private final WindowOpener window;

    WindowCommand(Session session, WindowOpener window) {
        this.session = session;
        this.window = window;
    }

    @Override public Integer call() throws Exception {
        try {
            window.open(demo);
            return ExitCode.DONE;
        } catch (WindowOpener.NoDisplay e) {
            if (!demo) {
                session.terminal().err().println("lifeboat: " + e.getMessage() + " The window needs one.");
                session.terminal().err().println("  The same in the terminal: lifeboat --help");
                return ExitCode.USAGE;
            }
            session.printLine(e.getMessage() + " So the demo runs here, in the terminal, instead of in the window.");
            session.printLine("");
            return new DemoCommand(session).call();
        }
    }
}
