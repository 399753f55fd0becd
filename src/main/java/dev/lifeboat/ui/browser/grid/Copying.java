package dev.lifeboat.ui.browser.grid;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogTable;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** How a person copies, which is the same in every grid. Belongs to the FX thread. */
public final class Copying {
    private final ReadOnlyObjectWrapper<CopyChoice> choice = new ReadOnlyObjectWrapper<>(this, "choice", CopyChoice.FIRST);
    private final Consumer<CopyChoice> keep;

    /** @param keep remembers what was chosen */
    Copying(Consumer<CopyChoice> keep) {
        this.keep = keep;
    }

    /** What was chosen at another time. */
    void begin(CopyChoice remembered) {
        choice.set(remembered);
    }

    /** How one copies from now on. */
    void choose(CopyChoice now) {
        choice.set(now);
        keep.accept(now);
    }

    ReadOnlyObjectProperty<CopyChoice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /** One value alone in the chosen form. @param value null for NULL */
    public String value(CatalogColumn column, String value) {
        return choice.get().form().value(column, value);
    }

    /** Rows in the chosen form. @param table what the rows are from, where a form names it */
    public String rows(CatalogTable table, List<CatalogColumn> columns, List<List<String>> rows) {
        return choice.get().form().rows(table, columns, rows, choice.get().headers());
    }
}
