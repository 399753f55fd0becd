package dev.lifeboat.orm;

import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.mapping.Leaf;
import dev.lifeboat.orm.mapping.RowReader;
import dev.lifeboat.orm.query.NamedSql;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.query.SqlWriter;
import dev.lifeboat.orm.type.Codec;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** A hand-written statement. Immutable; sent by the calls that give a result. */
public final class SqlQuery {
    private final Session session;
    private final Sql sql;
    private final Limits limits;

    SqlQuery(Session session, String text, Object... namesAndValues) {
        SqlWriter out = new SqlWriter(session.codecs());
        NamedSql.parse(text).write(out, ref -> {
            throw new UnknownName("a statement written by hand has no columns to look " + ref + " up in");
        }, NamedSql.values(namesAndValues));
        this.session = session;
        this.sql = out.sql();
        this.limits = Limits.NONE;
    }

    private SqlQuery(Session session, Sql sql, Limits limits) {
        this.session = session;
        this.sql = sql;
        this.limits = limits;
    }

    /** Fails with StatementCancelled after this time, which is rounded up to whole seconds. */
    public SqlQuery timeLimit(Duration limit) {
        return new SqlQuery(session, sql, limits.within(limit));
    }

    /** Fails with StatementCancelled when the signal is given. */
    public SqlQuery stoppedBy(StopSignal signal) {
        return new SqlQuery(session, sql, limits.stoppedBy(signal));
    }

    /**
     * The rows: as records, matched by name (that of the component's {@code @Column}, its name in snake case, or as it is),
     * or as single values where the type is not a record and the result has one column.
     *
     * @throws UnknownName when a component has no column, or a column no component
     */
    public <R> List<R> as(Class<R> shape) {
        return session.list(sql, limits, reader(shape));
    }

    /**
     * Gives each row, as {@link #as} makes it, to the action, one after the other, in a read-only transaction of their own.
     * Memory does not grow with their number; the first few tell how many the driver is to hold at a time.
     *
     * @param size about how many characters a row has
     */
    public <R> void each(Class<R> shape, ToLongFunction<? super R> size, Consumer<? super R> action) {
        try (Stream<R> rows = RowStream.open(session, reader(shape), sql, limits, size)) {
            rows.forEach(action);
        }
    }

    /** It looks at the columns when the first row is there. */
    private <R> Source.Reader<R> reader(Class<R> shape) {
        Object[] reader = new Object[1];
        return row -> {
            if (reader[0] == null) {
                reader[0] = shape.isRecord() ? record(shape, row.getMetaData()) : single(shape, row.getMetaData());
            }
            @SuppressWarnings("unchecked")
            Source.Reader<R> reading = (Source.Reader<R>) reader[0];
            return reading.read(row);
        };
    }

    /** The only row. @throws NotOneRow when there is none, or more than one */
    public <R> R one(Class<R> shape) {
        List<R> rows = as(shape);
        if (rows.size() != 1) {
            throw new NotOneRow("one row was expected, there are " + rows.size());
        }
        return rows.getFirst();
    }

    /** Runs a statement that returns no rows. @return how many rows it changed */
    public int run() {
        return session.update(sql, limits);
    }

    private <R> Source.Reader<R> single(Class<R> shape, ResultSetMetaData columns) throws SQLException {
        if (columns.getColumnCount() != 1) {
            throw new UnknownName("the result has " + columns.getColumnCount() + " columns, " + shape.getSimpleName() + " takes one");
        }
        Codec<?> codec = session.codecs().of(shape).orElseThrow(() -> new UnknownName("no codec for " + shape.getName()));
        return row -> shape.cast(codec.read(row, 1));
    }

    private <R> Source.Reader<R> record(Class<R> shape, ResultSetMetaData columns) throws SQLException {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (positions.put(columns.getColumnLabel(i), i) != null) {
                throw new UnknownName("the result has two columns named " + columns.getColumnLabel(i));
            }
        }
        List<Codec<?>> codecs = new ArrayList<>();
        List<Leaf> leaves = Leaf.of(shape);
        int[] at = new int[leaves.size()];
        for (int i = 0; i < at.length; i++) {
            Leaf leaf = leaves.get(i);
            Integer position = positions.remove(leaf.column());
            position = position == null ? positions.remove(leaf.component()) : position;
            if (position == null) {
                throw new UnknownName("the result has no column for " + shape.getSimpleName() + "." + leaf.component());
            }
            at[i] = position;
            codecs.add(session.codecs().of(leaf.declared().getGenericType()).orElseThrow(
                    () -> new UnknownName("no codec for " + leaf.declared())));
        }
        if (!positions.isEmpty()) {
            throw new UnknownName(shape.getSimpleName() + " has no component for " + positions.keySet());
        }
        RowReader<R> reader = RowReader.of(shape, codecs, at);
        return (ResultSet row) -> reader.read(row);
    }
}
