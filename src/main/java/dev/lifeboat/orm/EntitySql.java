package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityKey;
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
    private final List<ColumnModel> optional;
    private final Map<List<ColumnModel>, Sent> byLeftOut = new ConcurrentHashMap<>();
    private final Map<EntityKey, String> finds = new ConcurrentHashMap<>();
    private final Map<List<ColumnModel>, String> updates = new ConcurrentHashMap<>();
    private final String alive;

    /** Columns of an INSERT and the statement, up to what happens on a conflict. */
    private record Sent(List<ColumnModel> columns, String insert, String returning) {}

    EntitySql(EntityModel<T> entity) {
        this.entity = entity;
        this.optional = entity.all().stream().filter(c -> c.generated() || c.computed().isPresent()).toList();
        this.alive = entity.with(SoftDelete.class).map(c -> " and " + c.sql() + " is null").orElse("");
    }

    Sql find(EntityKey by, Object key) {
        return new Sql(finds.computeIfAbsent(by, k -> "select " + entity.columns() + " from " + entity.table() + by(k) + alive), by.bounds(key));
    }

    Sql delete(EntityKey by, Object key) {
        String start = entity.with(SoftDelete.class)
                .map(c -> "update " + entity.table() + " set " + c.sql() + " = CURRENT_TIMESTAMP")
                .orElse("delete from " + entity.table());
        return new Sql(start + by(by) + alive, by.bounds(key));
    }

    Sql restore(EntityKey by, Object key) {
        ColumnModel deletedAt = entity.with(SoftDelete.class).orElseThrow(
                () -> new IllegalStateException(entity.type().getName() + " has no @SoftDelete, so nothing can be restored"));
        return new Sql("update " + entity.table() + " set " + deletedAt.sql() + " = null" + by(by) + " and "
                + deletedAt.sql() + " is not null", by.bounds(key));
    }

    private static String by(EntityKey key) {
        return key.columns().stream().map(c -> c.sql() + " = " + c.codec().placeholder())
                .collect(Collectors.joining(" and ", " where ", ""));
    }

    Sql insert(T row) {
        Sent sent = whatIsSent(row);
        return new Sql(sent.returning(), values(sent.columns(), row));
    }

    /** An insert followed by what happens on a conflict. */
    Sql upsert(T row, String onConflict) {
        Sent sent = whatIsSent(row);
        return new Sql(sent.insert() + onConflict + " returning " + entity.columns(), values(sent.columns(), row));
    }

    private String insertText(List<ColumnModel> sent) {
        String into = "insert into " + entity.table();
        return sent.isEmpty() ? into + " default values"
                : into + " (" + names(sent) + ") values ("
                + sent.stream().map(c -> c.codec().placeholder()).collect(Collectors.joining(", ")) + ")";
    }

    /** Writes every column but the key, the version (counted) and what the database makes itself. */
    Sql update(T row) {
        EntityKey key = entity.rowKey();
        List<ColumnModel> set = columns(c -> !c.is(Id.class) && !c.is(Version.class) && !c.is(UpdatedAt.class)
                && c.identity().filter(Identity::always).isEmpty() && !c.leftOut(row));
        List<Bound> values = new ArrayList<>(values(set, row));
        values.addAll(key.bounds(row));
        entity.with(Version.class).ifPresent(version -> values.add(new Bound(version.codec(), version.value(row))));
        return new Sql(updates.computeIfAbsent(set, this::updateText), values);
    }

    private String updateText(List<ColumnModel> set) {
        EntityKey key = entity.rowKey();
        List<String> parts = new ArrayList<>();
        set.forEach(c -> parts.add(c.sql() + " = " + c.codec().placeholder()));
        parts.addAll(entity.alwaysSet(List.of(), ""));
        if (parts.isEmpty()) {
            // A row that is nothing but its key: only whether it exists is asked.
            parts.add(key.columns().getFirst().sql() + " = " + key.columns().getFirst().sql());
        }
        String version = entity.with(Version.class).map(v -> " and " + v.sql() + " = " + v.codec().placeholder()).orElse("");
        return "update " + entity.table() + " set " + String.join(", ", parts) + by(key) + alive + version
                + " returning " + entity.columns();
    }

    /** What an INSERT sends. @throws InvalidValue when a column that always counts itself has a value */
    List<ColumnModel> sent(T row) {
        return whatIsSent(row).columns();
    }

    private Sent whatIsSent(T row) {
        List<ColumnModel> left = new ArrayList<>(optional.size());
        for (ColumnModel column : optional) {
            if (column.leftOut(row)) {
                left.add(column);
            } else if (column.identity().filter(Identity::always).isPresent()) {
                throw new InvalidValue(column.component() + ": the database always counts this itself; a new row has none", null);
            }
        }
        Sent known = byLeftOut.get(left);
        return known != null ? known : byLeftOut.computeIfAbsent(left, this::without);
    }

    private Sent without(List<ColumnModel> left) {
        List<ColumnModel> sent = columns(c -> !left.contains(c));
        String insert = insertText(sent);
        return new Sent(sent, insert, insert + " returning " + entity.columns());
    }

    private List<ColumnModel> columns(Predicate<ColumnModel> which) {
        return entity.all().stream().filter(which).toList();
    }

    static String names(List<ColumnModel> columns) {
        return columns.stream().map(ColumnModel::sql).collect(Collectors.joining(", "));
    }

    private static List<Bound> values(List<ColumnModel> columns, Object row) {
        List<Bound> values = new ArrayList<>(columns.size());
        columns.forEach(c -> values.add(new Bound(c.codec(), c.written(row))));
        return values;
    }
}
