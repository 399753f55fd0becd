package dev.lifeboat.engine.console;

/**
 * One value of a result, in PostgreSQL's text form.
 *
 * @param text  null for NULL; of bytes the hex digits without {@code \x}
 * @param cut   whether there was more than this
 * @param bytes how many bytes a binary value has; -1 for other values
 */
public record ConsoleValue(String text, boolean cut, long bytes) {
    static final ConsoleValue NULL = new ConsoleValue(null, false, -1);

    static ConsoleValue of(String text, boolean binary, int room) {
        if (text == null) {
            return NULL;
        }
        boolean hex = binary && text.startsWith("\\x");
        int from = hex ? 2 : 0;
        int to = Math.min(text.length(), from + room);
        if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
            to--;
        }
        return new ConsoleValue(text.substring(from, to), to < text.length(), hex ? (text.length() - 2) / 2 : -1);
    }
}
