package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.mapping.EntityModel;
import java.util.List;

/**
 * What belongs to a row of an entity. Immutable.
 *
 * @param <P> the entity it starts from
 * @param <X> what is loaded for each row
 */
public sealed interface Relation<P, X> permits Many, One, Counted {
    /**
     * What belongs to each of the rows, in their order: one statement for each level, none where there are no rows. Queries
     * call this; programs say {@code query.with(relation)} or {@code db.load(relation, row)}.
     */
    List<X> load(Loading on, EntityModel<P> of, List<? extends P> rows);
}
