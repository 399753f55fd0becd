package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.postgres.CatalogRelation;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A database in the tree; what is in it is read when it is opened. */
public final class DatabaseBranch {
    /** How far the reading is. */
    public sealed interface Content {
        /** The database was not opened yet. */
        record NotRead() implements Content {}

        record Reading() implements Content {}

        /** @param relations by schema and name */
        record Read(List<String> schemas, List<CatalogRelation> relations) implements Content {}

        record Failed(Throwable error) implements Content {}
    }

    private final String name;
    private final long sizeBytes;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(this, "content", new Content.NotRead());
    private final ReadOnlyObjectWrapper<Map<Long, Long>> sizes = new ReadOnlyObjectWrapper<>(this, "sizes", Map.of());

    private final ReadOnlyObjectWrapper<List<CatalogObject.Counts>> counts = new ReadOnlyObjectWrapper<>(this, "counts", List.of());

    DatabaseBranch(String name, long sizeBytes) {
        this.name = name;
        this.sizeBytes = sizeBytes;
    }

    public String name() {
        return name;
    }

    long sizeBytes() {
        return sizeBytes;
    }

    ReadOnlyObjectProperty<Content> contentProperty() {
        return content.getReadOnlyProperty();
    }

    /** In bytes by oid; they come after the content, and not for everything. */
    ReadOnlyObjectProperty<Map<Long, Long>> sizesProperty() {
        return sizes.getReadOnlyProperty();
    }

    void set(Content now) {
        content.set(now);
    }

    /** How many functions and the like each schema has; comes after the content. */
    ReadOnlyObjectProperty<List<CatalogObject.Counts>> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    void setCounts(List<CatalogObject.Counts> now) {
        counts.set(now);
    }

    void setSizes(Map<Long, Long> now) {
        sizes.set(now);
    }
}
