package dev.lifeboat.orm;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.error.SqlErrors;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Col;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.relation.Relation;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database. Thread-safe; make one and share it. Every method that talks to the server throws a
 * {@link dev.lifeboat.orm.error.DatabaseException} when it or the connection fails.
 */
public final class Db implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Db.class);
    private final Session session;
    private final Runnable close;

    private Db(Session session, Runnable close) {
        this.session = session;
        this.close = close;
    }

    private Db(ConnectionSource connections, Runnable close) {
        this(new Session(connections, Codecs.standard()), close);
    }

    /** A pool of connections, ended by {@link #close}. One connection is made at once, so that mistakes show here. */
    public static Db pooled(PoolSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.size());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setPoolName("lifeboat-orm");
        config.addDataSourceProperty("connectTimeout", String.valueOf(Math.max(1, settings.patience().toSeconds())));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("logServerErrorDetail", "false");
        settings.properties().forEach(config::addDataSourceProperty);
        try {
            HikariDataSource pool = new HikariDataSource(config);
            return new Db(pool::getConnection, pool::close);
        } catch (PoolInitializationException e) {
            throw SqlErrors.typed(new SQLException("no connection could be made", "08001", e.getCause()));
        }
    }

    /** On connections that someone else looks after; closing this leaves them alone. */
    public static Db over(ConnectionSource connections) {
        return new Db(connections, () -> { });
    }

    /** On a DataSource that someone else looks after. */
    public static Db over(DataSource dataSource) {
        return over((ConnectionSource) dataSource::getConnection);
    }

    /** The same database with one more type. Shares connections, transactions and watchers; closing either closes both. */
    public <V> Db with(Class<V> type, Codec<V> codec) {
        return new Db(session.with(session.codecs().with(type, codec)), close);
    }

    /**
     * The same database where every statement ends after this time, rounded up to whole seconds, unless it says otherwise.
     * Shares connections, transactions and watchers; closing either closes both.
     */
    public Db timeLimit(Duration limit) {
        return new Db(session.limited(limit), close);
    }

    /**
     * The rows of an entity.
     *
     * @param key what rows are found by: the primary key, which may be embedded, or a unique component
     * @throws MappingMistake listing all mistakes of the entity at its first use
     */
    public <T extends Record, K> Repo<T, K> repo(Class<T> entity, Col<T, K> key) {
        EntityModel<T> model = session.model(entity);
        return new Repo<>(session, model, model.key(ColumnRef.of(key).component()));
    }

    /**
     * The rows of an entity with several {@code @Id} components.
     *
     * @param key a record with the names and types of these components
     * @throws MappingMistake listing all mistakes of the entity at its first use
     */
    public <T extends Record, K extends Record> Repo<T, K> repo(Class<T> entity, Class<K> key) {
        EntityModel<T> model = session.model(entity);
        return new Repo<>(session, model, model.key(key));
    }

    /** The rows of a table known by name only, read from the catalog now. @throws dev.lifeboat.orm.error.UnknownName */
    public Rows rows(String schema, String table) {
        return rows(table(schema, table));
    }

    /** The rows of a table known at run time. */
    public Rows rows(DynamicTable table) {
        return new Rows(session, table);
    }

    /** What the catalog knows about a table or view. @throws dev.lifeboat.orm.error.UnknownName when there is none */
    public DynamicTable table(String schema, String table) {
        return new TableCatalog(this).table(schema, table);
    }

    /**
     * Runs the body in a transaction that everything on this thread joins by itself, and commits it. Any exception rolls it
     * back. Inside of another transaction it is a savepoint: an exception that is caught outside undoes only this part.
     */
    public <R, X extends Exception> R tx(TxBody<R, X> body) throws X {
        return session.tx(TxOptions.DEFAULT, body);
    }

    /** As {@link #tx(TxBody)}, for work without a result. */
    public <X extends Exception> void tx(TxAction<X> body) throws X {
        tx(TxOptions.DEFAULT, body);
    }

    /** As {@link #tx(TxBody)}, with options; an inner transaction keeps those of the outer. */
    public <R, X extends Exception> R tx(TxOptions options, TxBody<R, X> body) throws X {
        return session.tx(options, body);
    }

    /** As {@link #tx(TxOptions, TxBody)}, for work without a result. */
    public <X extends Exception> void tx(TxOptions options, TxAction<X> body) throws X {
        session.<Void, X>tx(options, () -> {
            body.run();
            return null;
        });
    }

    /** What belongs to a row, now: the explicit form of what others do behind your back. */
    public <P extends Record, X> X load(Relation<P, X> relation, P row) {
        return load(relation, List.of(row)).getFirst().related();
    }

    /** What belongs to each of the rows, in their order; one statement for each level. */
    @SuppressWarnings("unchecked")
    public <P extends Record, X> List<With<P, X>> load(Relation<P, X> relation, List<P> rows) {
        return rows.isEmpty() ? List.of() : Together.of(session.model((Class<P>) rows.getFirst().getClass()), relation)
                .complete(session.loading(Limits.NONE), rows);
    }

    /** A hand-written statement: {@code sql("select id from users where email = :e", "e", email)}. */
    public SqlQuery sql(String text, Object... namesAndValues) {
        return new SqlQuery(session, text, namesAndValues);
    }

    /** The tables of entities. */
    public Schema schema() {
        return new Schema(session, session::model);
    }

    /**
     * Runs work once the current transaction, the outermost one, is committed, after its connection was given back; at once
     * where there is no transaction. Dropped when the transaction, or the savepoint it was said in, is rolled back. A failure
     * of the work is logged, for what was committed stays so.
     */
    public void afterCommit(Runnable work) {
        session.afterCommit(work);
    }

    /** Tells about every statement, without values, on the thread that ran it. @return ends it */
    public Runnable watch(Consumer<Seen> sink) {
        return session.watchers().add(Duration.ZERO, false, sink);
    }

    /** Tells about every statement, with its values, which may be secret. @return ends it */
    public Runnable watchValues(Consumer<Seen> sink) {
        return session.watchers().add(Duration.ZERO, true, sink);
    }

    /** Tells about every statement that took this long or longer, without values. @return ends it */
    public Runnable slow(Duration over, Consumer<Seen> sink) {
        return session.watchers().add(over, false, sink);
    }

    /** Logs every statement that took this long or longer, as a warning without values. @return ends it */
    public Runnable logSlow(Duration over) {
        return slow(over, seen -> LOG.warn("Slow statement: {}", seen));
    }

    /**
     * Tells when one text runs more often than this in one transaction, once for each: a sign that rows are asked for one by
     * one where {@code with(relation)} or {@code in(..)} would ask for all. @return ends it
     */
    public Runnable repeated(int times, Consumer<Seen> sink) {
        return session.watchers().repeated(times, sink);
    }

    /** As {@link #repeated}, logged as a warning. @return ends it */
    public Runnable logRepeated(int times) {
        return repeated(times, seen -> LOG.warn("Ran more than {} times in one transaction: {}", times, seen));
    }

    /** Ends the pool, where this made one. Statements that still run fail. */
    @Override
    public void close() {
        close.run();
    }
}
