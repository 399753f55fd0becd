package dev.lifeboat.engine;

/** A word of a command line that a person copies into a shell. */
public final class ShellWord {

    private ShellWord() {}

    /** In single quotes when a POSIX shell would otherwise not take it as it is. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
