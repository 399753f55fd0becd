package dev.lifeboat.orm;

import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.schema.TableDdl;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The tables of entities. Thread-safe. */
public final class Schema {
    private final Session session;
    private final Function<Class<?>, EntityModel<?>> models;

    Schema(Session session, Function<Class<?>, EntityModel<?>> models) {
        this.session = session;
        this.models = models;
    }

    /** The statements that create the entities' tables, in the order in which they can run. */
    public List<String> statements(Class<?>... entities) {
        return statements(Arrays.asList(entities));
    }

    /** The statements that create the entities' tables, in the order in which they can run. */
    public List<String> statements(List<? extends Class<?>> entities) {
        List<EntityModel<?>> all = entities.stream().<EntityModel<?>>map(models).toList();
        return new TableDdl(all, models).statements();
    }

    /**
     * Creates the entities' tables with keys, indexes, checks and triggers, all or none.
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
            statements.forEach(text -> session.update(Sql.of(text), Limits.NONE));
            return null;
        });
    }
}
