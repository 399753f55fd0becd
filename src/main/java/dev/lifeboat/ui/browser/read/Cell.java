package dev.lifeboat.ui.browser.read;

/**
 * One value as the grid holds it: PostgreSQL's text form of it, or only the beginning of a long one.
 *
 * @param text  null for NULL, which is something else than the empty text; of bytes the beginning in hex
 * @param cut   whether there is more than this
 * @param bytes how many bytes a binary value has; -1 for other values
 */
public record Cell(String text, boolean cut, long bytes) {
    public static final Cell NULL = new Cell(null, false, -1);

    public boolean isNull() {
        return text == null;
    }

    public boolean isBinary() {
        return bytes >= 0;
    }
}
