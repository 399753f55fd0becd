package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.error.StaleRow;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityKey;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.Bound;
import dev.lifeboat.orm.query.Col;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Spec;
import dev.lifeboat.orm.query.Sql;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All rows of an entity, and what can be done with single ones. It is itself the query for all of them. What is written
 * comes back as the database holds it, with the keys, defaults and versions it made. Immutable and thread-safe; joins the
 * current transaction by itself.
 *
 * @param <T> the entity
 * @param <K> the type of the key that rows are found by
 */
public final class Repo<T, K> extends Query<T> {
    /** InsertBenchmark: on one machine COPY is ahead from 5 rows on; from 50 also where a round trip takes part of a millisecond. */
    private static final int COPY_SINCE = 50;
    private final EntityModel<T> entity;
    private final EntitySql<T> sql;
    private final EntityKey by;

    Repo(Session session, EntityModel<T> entity, EntityKey by) {
        super(session, new Select<>(entity, Spec.EMPTY), Limits.NONE);
        this.entity = entity;
        this.sql = new EntitySql<>(entity);
        this.by = by;
    }

    /** The row with this key; empty when there is none, or it is deleted softly. */
    public Optional<T> find(K id) {
        return rows(sql.find(by, Objects.requireNonNull(id, "id"))).stream().findFirst();
    }

    /** The row with this key. @throws NoSuchRow when there is none */
    public T get(K id) {
        return find(id).orElseThrow(this::noSuchRow);
    }

    /**
     * Adds a row. What the database generates is left to it where the component is null, or 0.
     *
     * @throws dev.lifeboat.orm.error.NotOneRow when a trigger or a rule of the table kept it out
     */
    public T insert(T row) {
        return Upsert.written(entity, rows(sql.insert(row)));
    }

    /**
     * Writes all of a row, found by its primary key.
     *
     * @throws StaleRow  when the entity has a version and the row has another one by now
     * @throws NoSuchRow when there is no such row
     */
    public T update(T row) {
        List<T> updated = rows(sql.update(row));
        if (updated.isEmpty()) {
            throw notUpdated(row);
        }
        return updated.getFirst();
    }

    /**
     * Writes what differs between a row as it was read and as it shall be, and nothing else, so that what others changed
     * beside it stays. Where nothing differs no statement is sent. The key, the version and the time of the update are not
     * compared.
     *
     * @return the row as the database holds it; {@code before} where nothing differs
     * @throws StaleRow                 when the entity has a version and the row has another one by now
     * @throws NoSuchRow                when there is no such row
     * @throws IllegalArgumentException when the keys differ
     */
    public T update(T before, T after) {
        Differences<T> differences = Differences.of(entity, before, after);
        return differences.assignments().isEmpty() ? before
                : where(differences.row()).written(differences.assignments()).stream().findFirst()
                        .orElseThrow(() -> notUpdated(before));
    }

    private DatabaseException notUpdated(T row) {
        if (entity.with(Version.class).isEmpty()) {
            return noSuchRow();
        }
        Optional<T> current = rows(sql.find(entity.rowKey(), row)).stream().findFirst();
        return new StaleRow("a row of " + entity.table() + (current.isPresent() ? " was changed" : " was deleted")
                + " since it was read", current);
    }

    /** Writes only what is named. @throws NoSuchRow when there is no such row */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final T patch(K id, Assignment<T>... assignments) {
        Cond<T> thisRow = condition(Objects.requireNonNull(id, "id"));
        if (assignments.length == 0) {
            return get(id);
        }
        return where(thisRow).written(List.of(assignments)).stream().findFirst().orElseThrow(this::noSuchRow);
    }

    private Cond<T> condition(K id) {
        List<Bound> values = by.bounds(id);
        List<Cond<T>> parts = IntStream.range(0, values.size()).<Cond<T>>mapToObj(i -> new Cond.Compare<>(
                new ColumnRef.Component(entity.type(), by.columns().get(i).component()), Cond.Op.EQ, values.get(i).value())).toList();
        return Cond.all(parts);
    }

    /** Deletes a row, softly where the entity says so. @return whether there was one */
    public boolean delete(K id) {
        return session().update(sql.delete(by, Objects.requireNonNull(id, "id")), Limits.NONE) > 0;
    }

    /**
     * Takes back a soft deletion.
     *
     * @return whether there was a deleted row with this key
     * @throws IllegalStateException when the entity is not deleted softly
     */
    public boolean restore(K id) {
        return session().update(sql.restore(by, Objects.requireNonNull(id, "id")), Limits.NONE) > 0;
    }

    /**
     * What deleting this row would take along, without deleting anything. Where rows are deleted softly it is what
     * {@link #purge(Object)} would do.
     */
    public Cascade cascade(K id) {
        return withDeleted().where(condition(Objects.requireNonNull(id, "id"))).cascade();
    }

    /** Takes a row away for good, also where rows are deleted softly, whether this one is or not. @return whether there was one */
    public boolean purge(K id) {
        return withDeleted().where(condition(Objects.requireNonNull(id, "id"))).purge() > 0;
    }

    /** Adds a row unless one with the same values in these columns, which must be unique, exists: then see {@link Upsert}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Upsert<T> upsert(T row, Col<T, ?>... conflict) {
        if (conflict.length == 0) {
            throw new IllegalArgumentException("an upsert names the columns that conflict");
        }
        List<ColumnModel> columns = Arrays.stream(conflict).flatMap(c -> entity.columnsOf(ColumnRef.of(c).component()).stream()).toList();
        String alive = entity.with(SoftDelete.class).map(c -> " where " + c.sql() + " is null").orElse("");
        return new Upsert<>(session(), entity, sql, row, " on conflict (" + EntitySql.names(columns) + ")" + alive);
    }

    /** Adds many rows at once, all or none of them. @return the rows as the database holds them, in the given order */
    public List<T> insertAll(Collection<T> rows) {
        return rows.isEmpty() ? List.of() : new BulkInsert<>(session(), entity, sql).insert(List.copyOf(rows));
    }

    /**
     * Adds many rows, all or none of them, and gives nothing back: by COPY where there are more than a few, which then is
     * quicker although it asks the server once more, and otherwise, or where rows leave different columns to the database, as
     * {@link #insertAll} does.
     *
     * @return how many rows
     */
    public long insertMany(Collection<T> rows) {
        boolean alike = rows.size() >= COPY_SINCE && rows.stream().map(sql::sent).distinct().limit(2).count() == 1;
        return alike ? copyIn(rows.stream()) : insertAll(rows).size();
    }

    /**
     * Adds many rows by COPY, all or none of them: the quickest road, and nothing comes back. What the database generates
     * must be left to it in all rows or in none.
     *
     * @return how many rows
     */
    public long copyIn(Stream<T> rows) {
        return new CopyWriter<>(session(), entity, sql).copy(rows);
    }

    private List<T> rows(Sql statement) {
        return session().list(statement, Limits.NONE, entity::read);
    }

    private NoSuchRow noSuchRow() {
        return new NoSuchRow("there is no such row of " + entity.table());
    }
}
