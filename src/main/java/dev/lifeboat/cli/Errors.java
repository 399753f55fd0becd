package dev.lifeboat.cli;

import dev.lifeboat.app.demo.DemoFailed;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where failures become words, JSON and exit codes. */
final class Errors {

    private final Terminal terminal;
    private final Interruption interruption;
    private final boolean json;

    /** @param json whether the error is to be a JSON document on stdout */
    Errors(Terminal terminal, Interruption interruption, boolean json) {
        this.terminal = terminal;
        this.interruption = interruption;
        this.json = json;
    }

    void handleFor(CommandLine commands) {
        commands.setExecutionExceptionHandler((thrown, _, _) -> report(thrown));
        commands.setParameterExceptionHandler((thrown, _) -> usage(thrown));
    }

    /** Runs what is not a command of its own; what it throws is reported in the same way. */
    int guarded(Callable<Integer> work) {
        try {
            return work.call();
        } catch (Exception e) {
            return report(e);
        }
    }

    private int report(Exception thrown) {
        if (interruption.isInterrupted() && !(thrown instanceof Failure.Cancelled)) {
            return report(new Failure.Cancelled("Cancelled."));
        }
        if (thrown instanceof Failure failure) {
            print(failure, failure.getMessage());
            return ExitCode.of(failure);
        }
        if (thrown instanceof DemoFailed demo) {
            print(demo.failure(), demo.getMessage());
            return ExitCode.FAILED;
        }
        LoggerFactory.getLogger(Errors.class).error("Unexpected", thrown);
        String logs = System.getProperty("lifeboat.logs");
        print("defect", "This is a defect of Lifeboat: " + thrown, logs == null ? List.of() : List.of("The details are in the log, in " + logs + "."), List.of());
        return ExitCode.FAILED;
    }

    private void print(Failure failure, String message) {
        print(failure.code(), message, failure.hints(), failure instanceof Failure.ToolFailed tool ? tool.output().lines().toList() : List.of());
    }

    private int usage(ParameterException thrown) {
        String command = thrown.getCommandLine().getCommandSpec().qualifiedName();
        String message = sentence(thrown.getMessage());
        List<String> hints = new ArrayList<>();
        if (thrown instanceof UnmatchedArgumentException unmatched) {
            message = "Did not expect " + String.join(" ", unmatched.getUnmatched().stream().map(word -> "'" + word + "'").toList()) + ".";
            if (!unmatched.getSuggestions().isEmpty()) {
                hints.add("Did you mean: " + String.join(" or ", unmatched.getSuggestions()) + "?");
            }
        }
        hints.add("See: " + command + " --help");
        print("usage", message, hints, List.of());
        return ExitCode.USAGE;
    }

    private static String sentence(String message) {
        return message.isEmpty() || ".?!".indexOf(message.charAt(message.length() - 1)) >= 0 ? message : message + ".";
    }

    private void print(String code, String message, List<String> hints, List<String> output) {
        if (json) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("code", code);
            error.put("message", message);
            error.put("hints", hints);
            if (!output.isEmpty()) {
                error.put("output", output);
            }
            terminal.out().println(Json.line(Map.of("error", error)));
            return;
        }
        PrintStream err = terminal.err();
        err.println("lifeboat: " + message);
        output.forEach(line -> err.println("  | " + line));
        hints.forEach(hint -> err.println("  " + hint));
    }
}
