package dev.lifeboat.orm.query;

import java.util.List;

/** Where columns are looked up: a source, or several in their places in one statement. */
public interface Scope {
    /** A column as SQL needs it. @throws dev.lifeboat.orm.error.UnknownName when it is none of this scope */
    BoundColumn column(ColumnRef ref);

    /** The columns of what a component embeds, in their order; none where it is a column itself. */
    default List<EmbeddedPart> embedded(ColumnRef ref) {
        return List.of();
    }

    /** The same as seen from inside of a subquery, where a bare name could mean another table's column. */
    default Scope fromInside() {
        return this;
    }
}
