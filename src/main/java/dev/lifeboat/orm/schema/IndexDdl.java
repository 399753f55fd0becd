package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The indexes of an entity: those it names, and where it is deleted softly those that keep it unique. */
record IndexDdl(EntityModel<?> entity, Placement placement) {
    List<Change> changes() {
        List<Change> all = new ArrayList<>();
        entity.with(SoftDelete.class).ifPresent(deleted -> {
            for (String columns : unique(entity)) {
                all.add(change("create unique index on " + placement.table(entity) + " " + columns
                        + " where " + deleted.sql() + " is null", columns));
            }
        });
        for (ColumnModel column : entity.all()) {
            for (Index index : column.declared().getAnnotationsByType(Index.class)) {
                all.add(index(index, "(" + column.sql() + (index.value().length > 0 ? " " + index.value()[0] : "") + ")"));
            }
        }
        for (Index index : entity.type().getAnnotationsByType(Index.class)) {
            all.add(index(index, Arrays.stream(index.value()).map(this::element).collect(Collectors.joining(", ", "(", ")"))));
        }
        return all;
    }

    /** What is unique together: the columns' lists, those of components first. */
    static List<String> unique(EntityModel<?> entity) {
        List<String> all = new ArrayList<>();
        entity.all().stream().filter(column -> column.is(Unique.class)).forEach(column -> all.add("(" + column.sql() + ")"));
        Arrays.stream(entity.type().getAnnotationsByType(Unique.class)).forEach(unique -> all.add(together(entity, unique)));
        return all;
    }

    static String together(EntityModel<?> entity, Unique unique) {
        return Arrays.stream(unique.value()).map(component -> entity.component(component).sql()).collect(Collectors.joining(", ", "(", ")"));
    }

    private Change index(Index index, String columns) {
        return change("create " + (index.unique() ? "unique " : "") + "index on " + placement.table(entity) + " "
                + (index.using().isEmpty() ? "" : "using " + index.using() + " ") + columns
                + (index.where().isEmpty() ? "" : " where " + index.where()), columns);
    }

    private Change change(String sql, String columns) {
        return Change.safe(Change.Kind.CREATE_INDEX, entity.name(), columns, sql,
                "The new table " + entity.name() + " gets an index on " + columns + ".");
    }

    /** {@code createdAt desc} as {@code "created_at" desc}; an expression in brackets as it is. */
    private String element(String written) {
        if (written.startsWith("(")) {
            return written;
        }
        String component = written.split(" ", 2)[0];
        return entity.component(component).sql() + written.substring(component.length());
    }
}
