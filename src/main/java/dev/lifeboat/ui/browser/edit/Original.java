package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.browser.read.Cell;
import java.util.Optional;

/**
 * What a column held when it was read.
 *
 * @param text    PostgreSQL's text form, or only the beginning of it; empty for NULL
 * @param hash    of a long value: MD5 of its text form, or of the bytes themselves
 * @param isWhole whether the text is all there is
 */
public record Original(Optional<String> text, Optional<String> hash, boolean isWhole) {

    public static final Original NULL = new Original(Optional.empty(), Optional.empty(), true);

    /** A value that is known whole. */
    public static Original whole(String text) {
        return new Original(Optional.of(text), Optional.empty(), true);
    }

    /** What a cell shows, which must not be cut. */
    static Original of(Cell cell) {
        if (cell.cut()) throw new IllegalArgumentException("a value that is not known whole");
        return cell.isNull() ? NULL : whole(cell.isBinary() ? "\\x" + cell.text() : cell.text());
    }

    public boolean isNull() {
        return text.isEmpty();
    }

    boolean differs(Original other) {
        return hash.isPresent() || other.hash.isPresent() ? !hash.equals(other.hash) : !text.equals(other.text);
    }

    /** Whether a column that held this holds the same after it was given the value. */
    boolean same(Value value) {
        return switch (value) {
            case Value.Null() -> isNull();
            case Value.Text(var given) -> isWhole && text.filter(given::equals).isPresent();
            case Value.Default(), Value.Now() -> false;
        };
    }
}
