package dev.lifeboat.ui.browser.read;

/**
 * One value as the grid holds it: PostgreSQL's text form of it, or only the beginning of a long one.
 *
 * @param text   null for NULL, which is something else than the empty text; of bytes the beginning in hex
 * @param cut    whether there is more than this
 * @param bytes  how many bytes a binary value, or a text that is large, has on the server; -1 for other values
 * @param binary whether {@code text} is hex of bytes
 */
public record Cell(String text, boolean cut, long bytes, boolean binary) {
    public static final Cell NULL = new Cell(null, false, -1);

    /** A text whose size is not known, with -1, or the beginning of bytes. */
    public Cell(String text, boolean cut, long bytes) {
        this(text, cut, bytes, bytes >= 0);
    }

    public boolean isNull() {
        return text == null;
    }

    public boolean isBinary() {
        return binary;
    }
}
