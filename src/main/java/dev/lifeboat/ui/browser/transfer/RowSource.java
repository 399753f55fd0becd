package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** Rows that can be exported, however many. */
public interface RowSource {
    /** The schema and the name of the table that they are from; what they may be called where they are from none. */
    String schema();

    String name();

    /** About how many there are. */
    OptionalLong expected();

    /** What a person should know of them before they are exported; empty when there is nothing beside what is always so. */
    default Optional<String> about() {
        return Optional.empty();
    }

    /**
     * Reads all of them as they are at one moment, one after the other. Blocks.
     *
     * @param begin is given the columns once, before the first row, and takes the rows: values in PostgreSQL's text form,
     *              null for NULL
     * @throws dev.lifeboat.engine.Failure.Cancelled when it was asked to stop
     */
    void read(Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin);
}
