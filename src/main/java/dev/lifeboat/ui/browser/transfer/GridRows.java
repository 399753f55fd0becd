package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.PageRequest;
import dev.lifeboat.ui.browser.read.StackReader;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All rows of a table or view behind the filter of the grid, in its order.
 *
 * @param open makes a reader of their own for them: the grid may be shown another stack meanwhile
 */
public record GridRows(Supplier<StackReader> open, PageRequest request, List<CatalogColumn> columns, OptionalLong expected) implements RowSource {
    @Override
    public String schema() {
        return request.table().schema();
    }

    @Override
    public String name() {
        return request.table().name();
    }

    @Override
    public void read(Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin) {
        try (var reader = open.get()) {
            reader.each(request, columns, cancellation, begin.apply(columns));
        }
    }
}
