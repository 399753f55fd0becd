package dev.lifeboat.orm;

import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.BoundColumn;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Spec;
import dev.lifeboat.orm.query.SqlWriter;
import java.util.List;
import java.util.OptionalLong;

/**
 * All rows of a table known only at run time, and what can be done with single ones. It is itself the query for all of them.
 * Values are written in PostgreSQL's text form. Immutable and thread-safe; joins the current transaction by itself.
 */
public final class Rows extends Query<Row> {
    private final DynamicTable table;

    Rows(Session session, DynamicTable table) {
        super(session, new Select<>(table, Spec.EMPTY), Limits.NONE);
        this.table = table;
    }

    /** The table. */
    public DynamicTable table() {
        return table;
    }

    /** Adds a row; columns not named get their defaults. @return the row as the database holds it */
    public Row insert(List<Assignment<Row>> values) {
        SqlWriter out = new SqlWriter(session().codecs()).raw("insert into ").raw(table.table());
        if (values.isEmpty()) {
            out.raw(" default values");
        } else {
            out.raw(" (").raw(String.join(", ", values.stream().map(v -> table.column(v.column()).sql()).toList())).raw(") values (");
            for (int i = 0; i < values.size(); i++) {
                BoundColumn column = table.column(values.get(i).column());
                out.raw(i > 0 ? ", " : "").bind(column.codec(), values.get(i).value());
            }
            out.raw(")");
        }
        return session().list(out.raw(" returning ").raw(table.columns()).sql(), Limits.NONE, table::read).getFirst();
    }

    /**
     * Writes into one row. To be sure that nobody changed it meanwhile, use
     * {@code where(key.condition()).where(<what it held>).update(..)}, which tells how many rows it found.
     *
     * @throws NoSuchRow when there is no row with this key
     */
    public Row update(RowKey key, List<Assignment<Row>> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("an update sets something");
        }
        return where(key.condition()).written(values)
                .stream().findFirst().orElseThrow(() -> new NoSuchRow("there is no such row of " + table.table()));
    }

    /** Deletes one row. @return whether there was one */
    public boolean delete(RowKey key) {
        return where(key.condition()).delete() > 0;
    }

    /** What deleting these rows would take along, without deleting anything. */
    public Cascade cascade(List<RowKey> keys) {
        return keys.isEmpty() ? new Cascade(List.of()) : where(RowKey.among(keys)).cascade();
    }

    /**
     * About how many rows the table has, from the last VACUUM or ANALYZE: at once, whatever the size. Empty when the server
     * does not know (views, tables never analysed).
     */
    public OptionalLong estimatedCount() {
        List<Long> found = new SqlQuery(session(), """
                select case when relkind in ('r', 'p', 'm', 'f') and reltuples >= 0 then reltuples::bigint end
                from pg_catalog.pg_class where oid = :name::pg_catalog.regclass""",
                "name", Names.quoted(table.schema(), table.name())).as(Long.class);
        return found.isEmpty() || found.getFirst() == null ? OptionalLong.empty() : OptionalLong.of(found.getFirst());
    }
}
