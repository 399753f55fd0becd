package dev.lifeboat.orm;

import dev.lifeboat.orm.error.SqlErrors;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.ShapeModel;
import dev.lifeboat.orm.query.Bound;
import dev.lifeboat.orm.query.Source;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.relation.Loading;
import dev.lifeboat.orm.type.Codecs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Runs statements: on the current transaction's connection, or on one of their own. Thread-safe. */
final class Session {
    /** Work on a connection. */
    interface OnConnection<R> {
        R run(Connection connection) throws SQLException;
    }

    private interface Execution<R> {
        R run(PreparedStatement statement) throws SQLException;
    }

    private final ConnectionSource connections;
    private final Codecs codecs;
    private final Optional<Duration> timeLimit;
    private final Watchers watchers;
    private final Map<Class<?>, EntityModel<?>> models;
    private final ScopedValue<Transaction> current;
    private final Map<Class<?>, ShapeModel<?>> shapes = new ConcurrentHashMap<>();

    Session(ConnectionSource connections, Codecs codecs) {
        this(connections, codecs, Optional.empty(), new Watchers(), new ConcurrentHashMap<>(), ScopedValue.newInstance());
    }

    private Session(ConnectionSource connections, Codecs codecs, Optional<Duration> timeLimit, Watchers watchers,
            Map<Class<?>, EntityModel<?>> models, ScopedValue<Transaction> current) {
        this.connections = connections;
        this.codecs = codecs;
        this.timeLimit = timeLimit;
        this.watchers = watchers;
        this.models = models;
        this.current = current;
    }

    /** The same with other codecs; transactions and watchers are shared. */
    Session with(Codecs others) {
        return new Session(connections, others, timeLimit, watchers, new ConcurrentHashMap<>(), current);
    }

    /** The same with another limit; transactions and watchers are shared. */
    Session limited(Duration limit) {
        return new Session(connections, codecs, Optional.of(limit), watchers, models, current);
    }

    Codecs codecs() {
        return codecs;
    }

    Watchers watchers() {
        return watchers;
    }

    /** What an entity says about its table. @throws dev.lifeboat.orm.error.MappingMistake with all its mistakes */
    @SuppressWarnings("unchecked")
    <T> EntityModel<T> model(Class<T> entity) {
        EntityModel<?> known = models.get(entity);
        return (EntityModel<T>) (known != null ? known
                : models.computeIfAbsent(entity, type -> EntityModel.of(type, codecs, this::model)));
    }

    /** A record that rows are read into. @throws dev.lifeboat.orm.error.MappingMistake with all its mistakes */
    @SuppressWarnings("unchecked") // kept by its own class
    <S> ShapeModel<S> shape(Class<S> shape) {
        ShapeModel<?> known = shapes.get(shape);
        return (ShapeModel<S>) (known != null ? known : shapes.computeIfAbsent(shape, type -> new ShapeModel<>(type, codecs)));
    }

    <T> List<T> list(Sql sql, Limits limits, Source.Reader<T> reader) {
        return execute(sql, limits, statement -> {
            List<T> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(reader.read(result));
                }
            }
            return rows;
        });
    }

    /** What relations are loaded by, under a query's limits. */
    Loading loading(Limits limits) {
        return new Loading() {
            @Override
            public Codecs codecs() {
                return codecs;
            }

            @Override
            public <T> List<T> list(Sql sql, Loading.Reading<T> reading) {
                return Session.this.list(sql, limits, reading::read);
            }
        };
    }

    int update(Sql sql, Limits limits) {
        return execute(sql, limits, PreparedStatement::executeUpdate);
    }

    private <R> R execute(Sql sql, Limits limits, Execution<R> execution) {
        Limits all = current.isBound() ? limits.or(timeLimit).and(current.get().limits()) : limits;
        return onConnection(connection -> {
            long started = System.nanoTime();
            try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
                bind(statement, sql.values());
                all.enter(statement, timeLimit);
                try {
                    R result = execution.run(statement);
                    tell(sql, started, rows(result), false);
                    return result;
                } finally {
                    all.leave(statement);
                }
            } catch (SQLException | RuntimeException e) {
                tell(sql, started, 0, true);
                throw e;
            }
        });
    }

    /** Tells the watchers about a statement. */
    void tell(Sql sql, long startedNanos, long rows, boolean failed) {
        watchers.tell(sql, startedNanos, rows, failed, current.isBound() ? Optional.of(current.get()) : Optional.empty());
    }

    private static long rows(Object result) {
        return result instanceof List<?> rows ? rows.size() : result instanceof Number count ? count.longValue() : 0;
    }

    static void bind(PreparedStatement statement, List<Bound> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            values.get(i).bind(statement, i + 1);
        }
    }

    /** Runs on the current transaction's connection, or on one of its own; errors become ours. */
    <R> R onConnection(OnConnection<R> work) {
        try {
            if (current.isBound()) {
                return work.run(current.get().connection());
            }
            try (Connection connection = connections.open()) {
                return work.run(connection);
            }
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    /** A connection outside of any transaction of ours, which the caller closes. */
    Connection open() {
        try {
            return connections.open();
        } catch (SQLException e) {
            throw SqlErrors.typed(e);
        }
    }

    boolean isInTransaction() {
        return current.isBound();
    }

    Optional<Duration> timeLimit() {
        return timeLimit;
    }

    <R, X extends Exception> R tx(TxOptions options, TxBody<R, X> body) throws X {
        return current.isBound() ? current.get().nested(body) : new Outermost(connections, current, options).run(body);
    }

    /** Now, or when the current transaction is committed. */
    void afterCommit(Runnable work) {
        if (current.isBound()) {
            current.get().afterCommit(work);
        } else {
            work.run();
        }
    }

    /** For long work that is no statement. @throws dev.lifeboat.orm.error.StatementCancelled when the transaction's limits are reached */
    void requireTimeLeft() {
        if (current.isBound()) {
            current.get().limits();
        }
    }
}
