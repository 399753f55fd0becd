package dev.lifeboat.orm.mapping;

import dev.lifeboat.orm.query.Bound;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What rows are found by: the columns, and where their values are in an object that says which row.
 *
 * @param parts for each column {@code (Object) -> Object}
 */
public record EntityKey(List<ColumnModel> columns, List<MethodHandle> parts) {
    /** The values of a key, in the order of the columns. @throws NullPointerException when one is null */
    public List<Bound> bounds(Object key) {
        List<Bound> bounds = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ColumnModel column = columns.get(i);
            bounds.add(new Bound(column.codec(), Objects.requireNonNull(Accessors.get(parts.get(i), key), column::component)));
        }
        return bounds;
    }
}
