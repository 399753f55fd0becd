package dev.lifeboat.orm;

import dev.lifeboat.orm.query.As;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Expr;
import dev.lifeboat.orm.query.Projection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a query in groups. Immutable. @param <T> the rows */
public final class Groups<T> {
    private final Query<T> query;
    private final List<Expr> by;
    private final List<Cond<?>> having;

    Groups(Query<T> query, List<Expr> by, List<Cond<?>> having) {
        this.query = query;
        this.by = by;
        this.having = having;
    }

    /** Only the groups that also meet the condition: {@code having(count().gt(3L))}. */
    public Groups<T> having(Cond<? super T> condition) {
        List<Cond<?>> more = new ArrayList<>(having);
        more.add(condition);
        return new Groups<>(query, by, List.copyOf(more));
    }

    /**
     * Each group read into a record; see {@link Query#select}.
     *
     * @throws dev.lifeboat.orm.error.MappingMistake listing all components without a fitting value
     */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final <S extends Record> Query<S> select(Class<S> shape, As<S, ? super T>... values) {
        return query.made(query.session().shape(shape), Optional.of(new Projection.Groups(by, having)), List.of(values));
    }
}
