package dev.lifeboat.cli;

/** A command line as a person would type it, for the history of jobs. */
final class CommandText {

    private final StringBuilder text;

    CommandText(String command) {
        text = new StringBuilder("lifeboat ").append(command);
    }

    CommandText add(String word) {
        text.append(' ').append(quoted(word));
        return this;
    }

    CommandText option(String name, Iterable<String> values) {
        values.forEach(value -> add(name).add(value));
        return this;
    }

    /** In single quotes when a shell would otherwise not take it as it is. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    @Override public String toString() {
        return text.toString();
    }
}
