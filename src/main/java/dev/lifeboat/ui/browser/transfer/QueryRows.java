package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.console.StatementRows;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** All rows of a query that was written in a console; it is run again. @param name what the rows may be called */
public record QueryRows(StatementRows rows, String name) implements RowSource {
    @Override
    public String schema() {
        return "";
    }

    @Override
    public OptionalLong expected() {
        return OptionalLong.empty();
    }

    @Override
    public void read(Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin) {
        rows.each(cancellation, begin);
    }
}
