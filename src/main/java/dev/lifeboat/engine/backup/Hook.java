package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A command of the operator's that runs before or after a backup, without a shell.
 *
 * @param command the program and its arguments; never a secret, which other users of the machine could read there
 * @param limit   it is ended when it takes longer
 */
public record Hook(List<String> command, Duration limit) {

    /** How long one may take where nothing else is said. */
    public static final Duration USUAL = Duration.ofMinutes(5);

    private static final Pattern WORD = Pattern.compile("\\s*((?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+)");
    private static final Pattern PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^'\"]+)");

    /** @throws Failure.BadInput without a program, or without time */
    public Hook {
        command = List.copyOf(command);
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw new Failure.BadInput("A hook names a program.");
        }
        if (limit.isNegative() || limit.isZero()) {
            throw new Failure.BadInput("A hook's time limit is longer than nothing.");
        }
    }

    /** The line that {@link #of} takes apart again. */
    public String line() {
        return command.stream().map(Hook::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[^\\s'\"]+") ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }

    /**
     * Takes a line apart at its blanks; what stands in quotes stays together. Nothing else has a meaning: no variables, no
     * pipes, no backslashes.
     *
     * @throws Failure.BadInput for a quote that is not closed
     */
    public static Hook of(String line, Duration limit) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.find() && word.start() == end) {
            StringBuilder text = new StringBuilder();
            PART.matcher(word.group(1)).results().forEach(part ->
                    text.append(part.group(1) != null ? part.group(1) : part.group(2) != null ? part.group(2) : part.group(3)));
            words.add(text.toString());
            end = word.end();
        }
        if (!line.substring(end).isBlank()) {
            throw new Failure.BadInput("A quote in the command " + line + " is not closed.");
        }
        return new Hook(words, limit);
    }
}
