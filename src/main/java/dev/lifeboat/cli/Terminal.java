package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the command line reads and writes: results on {@code out}, progress and errors on {@code err}. With a person
 * in front of it, it asks; without one it never waits for an answer.
 *
 * @param person how to ask, when stdin and stdout are a terminal
 * @param width  columns of the terminal
 */
record Terminal(PrintStream out, PrintStream err, InputStream in, Optional<Person> person, int width) {

    /** Someone who can answer a question. */
    interface Person {
        /** The line typed, or empty at the end of the input. */
        Optional<String> ask(String question);

        /** Like {@link #ask}, and what is typed is not shown. */
        Optional<String> askHidden(String question);
    }

    /** The terminal that this process was started in. */
    static Terminal ofProcess(Map<String, String> environment) {
        PrintStream out = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal() && !"dumb".equals(environment.get("TERM"));
        return new Terminal(out, err, System.in, interactive ? Optional.of(new AtConsole(console)) : Optional.empty(), interactive ? columns(environment) : 80);
    }

    boolean isInteractive() {
        return person.isPresent();
    }

    /** The first line of stdin. @throws Failure.BadInput when there is none */
    String readLine(String what) {
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new Failure.BadInput("There is no " + what + " on stdin.");
            }
            return line;
        } catch (IOException e) {
            throw new Failure.BadInput("Could not read the " + what + " from stdin: " + e.getMessage());
        }
    }

    private static int columns(Map<String, String> environment) {
        String set = environment.getOrDefault("COLUMNS", "");
        if (set.matches("[1-9]\\d{1,3}")) {
            return Integer.parseInt(set);
        }
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String[] rowsAndColumns = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
            if (stty.waitFor(2, TimeUnit.SECONDS) && rowsAndColumns.length == 2 && rowsAndColumns[1].matches("[1-9]\\d{1,3}")) {
                return Integer.parseInt(rowsAndColumns[1]);
            }
        } catch (IOException _) {
            return 80; // no stty: Windows
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 80;
    }

    private record AtConsole(Console console) implements Person {
        @Override public Optional<String> ask(String question) {
            return Optional.ofNullable(console.readLine("%s", question));
        }

        @Override public Optional<String> askHidden(String question) {
            return Optional.ofNullable(console.readPassword("%s", question)).map(String::new);
        }
    }
}
