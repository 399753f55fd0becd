package dev.lifeboat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lifeboat} alone: opens the window; without a display says so and prints the help. */
@Command(name = "lifeboat", sortOptions = false,
        description = "Backs up, replicates and recovers PostgreSQL databases, with proof at the end.%nWithout a command it opens the window.%n",
        footerHeading = "%nExit codes:%n",
        footer = {"  0 done    1 failed    2 wrong usage    3 done with warnings",
            "  10 no repository   11 repository locked   12 no key, or a wrong one",
            "  13 preflight failed   14 verification failed   130 cancelled", "",
            "Begin with:  lifeboat demo", "Then:        lifeboat stack add shop --url postgresql://postgres@db.example.org/postgres"})
final class LifeboatCommand implements Callable<Integer> {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    boolean version;

    @Spec CommandSpec spec;

    private final Session session;
    private final WindowOpener window;

    LifeboatCommand(Session session, WindowOpener window) {
        this.session = session;
        this.window = window;
    }

    @Override public Integer call() {
        try {
            window.open(false);
            return ExitCode.DONE;
        } catch (WindowOpener.NoDisplay e) {
            session.terminal().err().println("lifeboat: " + e.getMessage() + " The window needs one; these commands do not:");
            session.terminal().err().println();
            spec.commandLine().usage(session.terminal().err());
            return ExitCode.USAGE;
        }
    }
}
