package dev.lifeboat.ui.browser.transfer;

import java.io.IOException;
import java.util.List;

/** Writes rows one after the other: {@link #begin} once, then the rows, then {@link #end}. Not thread-safe. */
public interface RowWriter {
    void begin() throws IOException;

    /** @param values one per column in PostgreSQL's text form, null for NULL */
    void row(List<String> values) throws IOException;

    void end() throws IOException;
}
