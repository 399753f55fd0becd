package dev.lifeboat.cli;

import dev.lifeboat.engine.ShellWord;

/** A command line as a person would type it, for the history of jobs. */
final class CommandText {

    private final StringBuilder text;

    CommandText(String command) {
        text = new StringBuilder("lifeboat ").append(command);
    }

    CommandText add(String word) {
        text.append(' ').append(ShellWord.quoted(word));
        return this;
    }

    CommandText option(String name, Iterable<String> values) {
        values.forEach(value -> add(name).add(value));
        return this;
    }

    @Override public String toString() {
        return text.toString();
    }
}
