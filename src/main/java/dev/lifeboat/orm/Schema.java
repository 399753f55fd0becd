package dev.lifeboat.orm;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.schema.Applied;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import dev.lifeboat.orm.schema.SchemaDiff;
import dev.lifeboat.orm.schema.TableDdl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of entities: created, compared with what is there, brought in line by what is asked for. Thread-safe.
 *
 * {@snippet lang=java :
 * List<Change> changes = db.schema().diff(User.class, Post.class);   // runs nothing
 * changes.forEach(change -> System.out.println(change.risk() + "  " + change.sentence() + "\n" + change.sql()));
 * Applied applied = db.schema().apply(changes, Risk.LOCKS);          // the rest is in applied.left()
 * }
 */
public final class Schema {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);
    private final Session session;
    private final SchemaSession connection;
    private final Function<Class<?>, EntityModel<?>> models;

    Schema(Session session, Function<Class<?>, EntityModel<?>> models) {
        this.session = session;
        this.connection = new SchemaSession(session);
        this.models = models;
    }

    /** The statements that create the entities' tables, in the order in which they can run. */
    public List<String> statements(Class<?>... entities) {
        return statements(Arrays.asList(entities));
    }

    /** The statements that create the entities' tables, in the order in which they can run. */
    public List<String> statements(List<? extends Class<?>> entities) {
        return new TableDdl(models(entities), models).statements();
    }

    /**
     * Creates the entities' tables with types, keys, indexes, checks and triggers, and the schemas they name, all or none.
     *
     * @throws dev.lifeboat.orm.error.DatabaseException when one exists already: nothing is compared, nothing changed
     */
    public void create(Class<?>... entities) {
        create(Arrays.asList(entities));
    }

    /** As {@link #create(Class...)}. */
    public void create(List<? extends Class<?>> entities) {
        List<String> statements = statements(entities);
        session.tx(TxOptions.DEFAULT, () -> {
            List<String> there = connection.rows(String.class, "select nspname::text from pg_catalog.pg_namespace");
            models(entities).stream().map(EntityModel::schema).distinct().filter(schema -> !schema.isEmpty() && !there.contains(schema))
                    .forEach(schema -> connection.run("create schema " + Names.quoted(schema)));
            statements.forEach(connection::run);
            return null;
        });
    }

    /**
     * What would bring the entities' tables in line, in the order in which it can run; empty when they are. Nothing is
     * changed: what is wanted is created in a schema of its own, compared there and rolled back, which needs the right to
     * create a schema. Names of constraints and indexes do not count, what they do does. Tables that no entity describes
     * are not looked at; see {@link #others(Class...)}.
     *
     * @throws dev.lifeboat.orm.error.PermissionDenied when a schema may not be created
     * @throws dev.lifeboat.orm.error.LockNotAvailable when somebody holds a table exclusively for longer than five seconds
     */
    public List<Change> diff(Class<?>... entities) {
        return diff(Arrays.asList(entities));
    }

    /** As {@link #diff(Class...)}. */
    public List<Change> diff(List<? extends Class<?>> entities) {
        return undone(() -> new SchemaDiff(connection, models(entities), models).changes());
    }

    /** The tables in the entities' schemas that none of them describes, each with the statement that would drop it. */
    public List<Change> others(Class<?>... entities) {
        return others(Arrays.asList(entities));
    }

    /** As {@link #others(Class...)}. */
    public List<Change> others(List<? extends Class<?>> entities) {
        return undone(() -> new SchemaDiff(connection, models(entities), models).others());
    }

    /** As {@link #apply(List, Risk, Duration)}, waiting five seconds for locks. */
    public Applied apply(List<Change> changes, Risk upTo) {
        return apply(changes, upTo, LOCK_TIMEOUT);
    }

    /**
     * Runs those changes that ask for no more than allowed, in their order, all or none, one program at a time. Changes
     * {@link Risk#BY_HAND} are never run. Labels of enum types are added first and by themselves, because PostgreSQL lets
     * nothing use one before it is committed.
     *
     * @param lockTimeout how long to wait for other programs, and for each table's lock
     * @throws dev.lifeboat.orm.error.LockNotAvailable when that was not enough; nothing has changed
     */
    public Applied apply(List<Change> changes, Risk upTo, Duration lockTimeout) {
        List<Change> run = changes.stream().filter(change -> change.risk() != Risk.BY_HAND && change.risk().compareTo(upTo) <= 0).toList();
        List<Change> left = new ArrayList<>(changes);
        left.removeAll(run);
        Map<Boolean, List<Change>> labels = run.stream().collect(Collectors.partitioningBy(change -> change.kind() == Change.Kind.ADD_ENUM_VALUE));
        together(labels.get(true), lockTimeout);
        together(labels.get(false), lockTimeout);
        return new Applied(run, left);
    }

    private void together(List<Change> changes, Duration lockTimeout) {
        if (changes.isEmpty()) {
            return;
        }
        session.tx(TxOptions.DEFAULT, () -> {
            session.onConnection(jdbc -> {
                new SchemaLock(jdbc, lockTimeout).forTransaction();
                return null;
            });
            connection.run("set local lock_timeout = " + Math.max(1, lockTimeout.toMillis()));
            changes.forEach(change -> connection.run(change.sql()));
            return null;
        });
    }

    /** The migrations that lie in a folder as plain SQL files. */
    public Migrations migrations(Path folder) {
        return new Migrations(session, folder);
    }

    private List<EntityModel<?>> models(List<? extends Class<?>> entities) {
        return entities.stream().<EntityModel<?>>map(models).toList();
    }

    private <R> R undone(TxBody<R, RuntimeException> work) {
        List<R> result = new ArrayList<>();
        try {
            session.tx(TxOptions.DEFAULT, () -> {
                connection.run("set local lock_timeout = " + LOCK_TIMEOUT.toMillis());
                result.add(work.run());
                throw new Undo();
            });
        } catch (Undo e) {
            return result.getFirst();
        }
        throw new IllegalStateException("the transaction was not rolled back");
    }

    /** Ends a transaction that has served its purpose. */
    private static final class Undo extends Exception {
        private Undo() {
            super(null, null, false, false);
        }
    }
}
