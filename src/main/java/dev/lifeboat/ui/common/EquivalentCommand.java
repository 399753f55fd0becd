package dev.lifeboat.ui.common;

import dev.lifeboat.engine.ShellWord;
import java.util.List;

/**
 * The command line that does what a button does, as a person would type it into a shell. Immutable.
 *
 * @param text never holds a secret
 */
public record EquivalentCommand(String text) {
    /** Begins with the program's name and these words, such as {@code sets verify}. */
    public static EquivalentCommand of(String words) {
        return new EquivalentCommand("lifeboat " + words);
    }

    /** With one more word, in single quotes when a shell would otherwise not take it as it is. */
    public EquivalentCommand add(String word) {
        return new EquivalentCommand(text + " " + ShellWord.quoted(word));
    }

    /** With an option once for each value; none when there are no values. */
    public EquivalentCommand option(String name, List<String> values) {
        var command = this;
        for (var value : values) command = command.add(name).add(value);
        return command;
    }
}
