package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows one after the other, in a read-only transaction of their own; the driver holds a few hundred at a time. */
final class RowStream<T> extends Spliterators.AbstractSpliterator<T> implements AutoCloseable {
    private static final int FETCH = 500;
    private static final int FIRST_FETCH = 4;
    private static final long FETCHED_CHARACTERS = 4 << 20;
    private final Session session;
    private final Source.Reader<T> reader;
    private final Sql sql;
    private final Limits limits;
    private final Optional<ToLongFunction<? super T>> size;
    private long largest = 1;
    private Connection connection;
    private PreparedStatement statement;
    private ResultSet result;
    private long started;
    private long rows;
    private boolean closed;
    private boolean failed;

    private RowStream(Session session, Source.Reader<T> reader, Sql sql, Limits limits, Optional<ToLongFunction<? super T>> size) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.session = session;
        this.reader = reader;
        this.sql = sql;
        this.limits = limits;
        this.size = size;
    }

    static <T> Stream<T> open(Session session, Source.Reader<T> reader, Sql sql, Limits limits) {
        return open(session, reader, sql, limits, Optional.empty());
    }

    /** @param size about how many characters a row has: so many are fetched at once as fit into a few MiB */
    static <T> Stream<T> open(Session session, Source.Reader<T> reader, Sql sql, Limits limits, ToLongFunction<? super T> size) {
        return open(session, reader, sql, limits, Optional.of(size));
    }

    private static <T> Stream<T> open(Session session, Source.Reader<T> reader, Sql sql, Limits limits, Optional<ToLongFunction<? super T>> size) {
        RowStream<T> rows = new RowStream<>(session, reader, sql, limits, size);
        return StreamSupport.stream(rows, false).onClose(rows::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        T row;
        try {
            if (closed) {
                return false;
            }
            if (result == null) {
                start();
            }
            if (!result.next()) {
                close();
                return false;
            }
            row = reader.read(result);
            rows++;
            if (size.isPresent()) {
                largest = Math.max(largest, size.get().applyAsLong(row));
                result.setFetchSize(Math.clamp(FETCHED_CHARACTERS / largest, 1, FETCH));
            }
        } catch (SQLException e) {
            throw failed(SqlErrors.typed(e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
        action.accept(row);
        return true;
    }

    private void start() throws SQLException {
        started = System.nanoTime();
        connection = session.open();
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        statement = connection.prepareStatement(sql.text());
        statement.setFetchSize(size.isPresent() ? FIRST_FETCH : FETCH);
        Session.bind(statement, sql.values());
        limits.enter(statement, session.timeLimit());
        result = statement.executeQuery();
    }

    private RuntimeException failed(RuntimeException because) {
        failed = true;
        try {
            close();
        } catch (RuntimeException e) {
            because.addSuppressed(e);
        }
        return because;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (connection == null) {
            return;
        }
        // Closed in the reverse order, whichever of them fails.
        try (Connection giveBack = connection; PreparedStatement done = statement) {
            if (done != null) {
                limits.leave(done);
            }
            giveBack.rollback();
            giveBack.setAutoCommit(true);
            giveBack.setReadOnly(false);
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        } finally {
            session.tell(sql, started, rows, failed);
        }
    }
}
