package dev.lifeboat.orm.query;

import dev.lifeboat.orm.error.UnknownName;
import java.util.List;

/** A scope with two sides, one of which every column in it belongs to. */
interface TwoSided extends Scope {
    Scope onLeft();

    Scope onRight();

    @Override
    default BoundColumn column(ColumnRef ref) {
        if (!(ref instanceof ColumnRef.OfSide(var right, var column))) {
            throw new UnknownName("which side's " + ref + " is meant is not said");
        }
        return (right ? onRight() : onLeft()).column(column);
    }

    @Override
    default List<EmbeddedPart> embedded(ColumnRef ref) {
        return ref instanceof ColumnRef.OfSide(var right, var column)
                ? (right ? onRight() : onLeft()).embedded(column).stream().map(part -> part.onSide(right)).toList() : List.of();
    }

    /** The scope of a side. @throws UnknownName when it has no such side */
    static Scope of(Scope scope, Side<?, ?> side) {
        Scope at = scope;
        for (boolean right : side.path()) {
            if (!((at instanceof PlacedQuery query ? query.outside() : at) instanceof TwoSided sides)) {
                throw new UnknownName("this is no join");
            }
            at = right ? sides.onRight() : sides.onLeft();
        }
        return at;
    }
}
