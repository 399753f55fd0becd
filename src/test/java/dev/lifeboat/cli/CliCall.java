package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.app.Folders;
import dev.lifeboat.engine.postgres.Tools;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of the command line in this JVM, with a home of its own and caught output. Immutable. */
record CliCall(Path home, String input, Optional<List<String>> answers, Clock clock, Tools tools) {

    static final Instant NOW = Instant.parse("2026-11-22T14:32:07Z");

    /** What came out. @param questions what the person was asked */
    record Result(int code, String out, String err, String questions) {}

    /** Nobody in front of it, nothing on stdin. */
    static CliCall in(Path home) {
        return new CliCall(home, "", Optional.empty(), Clock.systemUTC(), new Tools());
    }

    CliCall withInput(String text) {
        return new CliCall(home, text, answers, clock, tools);
    }

    /** With a person at a terminal who answers so. */
    CliCall answering(String... lines) {
        return new CliCall(home, input, Optional.of(List.of(lines)), clock, tools);
    }

    CliCall withTools(Tools others) {
        return new CliCall(home, input, answers, clock, others);
    }

    CliCall at(Instant now) {
        return new CliCall(home, input, answers, Clock.fixed(now, ZoneOffset.UTC), tools);
    }

    App app() {
        return new App(Folders.of(Map.of("LIFEBOAT_HOME", home.toString()), "Linux", home), Map.of(), tools);
    }

    Result run(String... arguments) {
        return run(_ -> {
            throw new WindowOpener.NoDisplay("There is no display here.", null);
        }, arguments);
    }

    Result run(WindowOpener window, String... arguments) {
        return run(new Interruption(), window, arguments);
    }

    Result run(Interruption interruption, WindowOpener window, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StringBuilder questions = new StringBuilder();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), answers.map(lines -> new Answering(new ArrayDeque<>(lines), questions)), 100);
        int code = new Cli(this::app, window, terminal, clock, interruption).run(arguments);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), questions.toString());
    }

    private record Answering(Deque<String> lines, StringBuilder questions) implements Terminal.Person {
        @Override public Optional<String> ask(String question) {
            questions.append(question);
            return Optional.ofNullable(lines.poll());
        }

        @Override public Optional<String> askHidden(String question) {
            return ask("(hidden) " + question);
        }
    }
}
