package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.engine.postgres.CatalogColumn.Origin;
import dev.lifeboat.engine.repository.SetContents;
import dev.lifeboat.engine.repository.SetContents.Located;
import dev.lifeboat.ui.browser.transfer.RowSource;
import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** All rows of a table of a set. A dump tells the names of the columns, not their types: each value is a text. */
record SetRows(SetContents contents, Located where) implements RowSource {
    @Override
    public String schema() {
        return where.table().schema();
    }

    @Override
    public String name() {
        return where.table().name();
    }

    @Override
    public OptionalLong expected() {
        return OptionalLong.of(where.table().rows());
    }

    @Override
    public Optional<String> about() {
        return Optional.of(Messages.text("look.export.about", where.table().rows(), contents.set().id()));
    }

    @Override
    public void read(Cancellation cancellation, Function<List<CatalogColumn>, Consumer<List<String>>> begin) {
        contents.rows(where, cancellation, names -> {
            var taker = begin.apply(names.stream().map(SetRows::column).toList());
            return row -> taker.accept(row.stream().map(value -> value.orElse(null)).toList());
        });
    }

    private static CatalogColumn column(String name) {
        return new CatalogColumn(name, "text", "text", Family.TEXT, false, Optional.empty(), Origin.PLAIN, Optional.empty(), true);
    }
}
