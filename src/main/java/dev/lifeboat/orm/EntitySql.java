package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Bound;
import dev.lifeboat.orm.query.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The statements about single rows of an entity; the texts are kept. Thread-safe. */
final class EntitySql<T> {
    private final EntityModel<T> entity;
    private final Map<List<ColumnModel>, String> inserts = new ConcurrentHashMap<>();
    private final String alive;

    EntitySql(EntityModel<T> entity) {
        this.entity = entity;
        this.alive = entity.with(SoftDelete.class).map(c -> " and " + c.sql() + " is null").orElse("");
    }

    Sql find(ColumnModel by, Object value) {
        return new Sql("select " + entity.columns() + " from " + entity.table() + by(by) + alive,
                List.of(new Bound(by.codec(), value)));
    }

    Sql delete(ColumnModel by, Object value) {
        String start = entity.with(SoftDelete.class)
                .map(c -> "update " + entity.table() + " set " + c.sql() + " = CURRENT_TIMESTAMP")
                .orElse("delete from " + entity.table());
        return new Sql(start + by(by) + alive, List.of(new Bound(by.codec(), value)));
    }

    Sql restore(ColumnModel by, Object value) {
        ColumnModel deletedAt = entity.with(SoftDelete.class).orElseThrow(
                () -> new IllegalStateException(entity.type().getName() + " has no @SoftDelete, so nothing can be restored"));
        return new Sql("update " + entity.table() + " set " + deletedAt.sql() + " = null" + by(by) + " and "
                + deletedAt.sql() + " is not null", List.of(new Bound(by.codec(), value)));
    }

    private static String by(ColumnModel column) {
        return " where " + column.sql() + " = " + column.codec().placeholder();
    }

    Sql insert(T row) {
        List<ColumnModel> sent = sent(row);
        return new Sql(inserts.computeIfAbsent(sent, this::insertText) + " returning " + entity.columns(), values(sent, row));
    }

    /** An insert followed by what happens on a conflict. */
    Sql upsert(T row, String onConflict) {
        List<ColumnModel> sent = sent(row);
        return new Sql(inserts.computeIfAbsent(sent, this::insertText) + onConflict + " returning " + entity.columns(),
                values(sent, row));
    }

    private String insertText(List<ColumnModel> sent) {
        String into = "insert into " + entity.table();
        return sent.isEmpty() ? into + " default values"
                : into + " (" + names(sent) + ") values ("
                + sent.stream().map(c -> c.codec().placeholder()).collect(Collectors.joining(", ")) + ")";
    }

    /** Writes every column but the key, the version (counted) and what the database makes itself. */
    Sql update(T row) {
        ColumnModel id = entity.id();
        List<ColumnModel> set = columns(c -> c != id && !c.is(Version.class) && !c.is(UpdatedAt.class) && !c.leftOut(row));
        List<String> parts = new ArrayList<>();
        set.forEach(c -> parts.add(c.sql() + " = " + c.codec().placeholder()));
        parts.addAll(entity.alwaysSet(List.of()));
        List<Bound> values = new ArrayList<>(values(set, row));
        values.add(new Bound(id.codec(), id.value(row)));
        StringBuilder text = new StringBuilder("update ").append(entity.table()).append(" set ")
                .append(String.join(", ", parts)).append(by(id)).append(alive);
        entity.with(Version.class).ifPresent(version -> {
            text.append(" and ").append(version.sql()).append(" = ").append(version.codec().placeholder());
            values.add(new Bound(version.codec(), version.value(row)));
        });
        return new Sql(text + " returning " + entity.columns(), values);
    }

    List<ColumnModel> sent(T row) {
        return columns(c -> !c.leftOut(row));
    }

    private List<ColumnModel> columns(Predicate<ColumnModel> which) {
        return entity.all().stream().filter(which).toList();
    }

    static String names(List<ColumnModel> columns) {
        return columns.stream().map(ColumnModel::sql).collect(Collectors.joining(", "));
    }

    private static List<Bound> values(List<ColumnModel> columns, Object row) {
        List<Bound> values = new ArrayList<>(columns.size());
        columns.forEach(c -> values.add(new Bound(c.codec(), c.value(row))));
        return values;
    }
}
