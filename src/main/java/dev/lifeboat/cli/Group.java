package dev.lifeboat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word that only does something together with the next one: {@code stack}, {@code sets}. */
abstract class Group implements Callable<Integer> {

    @CommandLine.Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;

    @Spec CommandSpec spec;

    @Override public Integer call() {
        throw new ParameterException(spec.commandLine(), "'" + spec.qualifiedName() + "' needs one of: "
                + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
