package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The command line of Lifeboat. One object serves one call of the program.
 *
 * <p>Ctrl-C asks the running job to stop, waits until it has cleaned up, and ends with 130.
 */
public final class Cli {

    private final Supplier<App> apps;
    private final WindowOpener window;
    private final Terminal terminal;
    private final Clock clock;
    private final Interruption interruption;

    /** For this process: its terminal, its clock, its signals. @param apps makes the program behind the commands, called at most once */
    public Cli(Supplier<App> apps, WindowOpener window, Map<String, String> environment) {
        this(apps, window, Terminal.ofProcess(environment), Clock.systemDefaultZone(), Interruption.ofProcess());
    }

    Cli(Supplier<App> apps, WindowOpener window, Terminal terminal, Clock clock, Interruption interruption) {
        this.apps = apps;
        this.window = window;
        this.terminal = terminal;
        this.clock = clock;
        this.interruption = interruption;
    }

    /** Does what the arguments say. @return the exit code, see {@code lifeboat --help}; never ends the JVM */
    public int run(String... arguments) {
        boolean json = List.of(arguments).contains("--json");
        Errors errors = new Errors(terminal, interruption, json);
        int code;
        try (interruption) {
            code = errors.guarded(() -> {
                try (Session session = new Session(apps, terminal, clock, interruption)) {
                    CommandLine commands = Commands.tree(session, window, arguments);
                    errors.handleFor(commands);
                    commands.setOut(new java.io.PrintWriter(terminal.out(), true));
                    commands.setErr(new java.io.PrintWriter(terminal.err(), true));
                    return commands.execute(arguments);
                }
            });
        }
        return interruption.isInterrupted() ? ExitCode.CANCELLED : code;
    }
}
