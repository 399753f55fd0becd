package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Assignment;
import dev.lifeboat.orm.query.ColumnRef;
import dev.lifeboat.orm.query.Cond;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What differs between a row as it was read and as it shall be.
 *
 * @param assignments what is to be written; empty when nothing differs
 * @param row         finds the row, as long as nobody else counted up its version
 */
record Differences<T>(List<Assignment<T>> assignments, Cond<T> row) {
    /** @throws IllegalArgumentException when they are not the same row */
    static <T> Differences<T> of(EntityModel<T> entity, T before, T after) {
        List<Assignment<T>> assignments = new ArrayList<>();
        List<Cond<T>> row = new ArrayList<>();
        for (ColumnModel column : entity.all()) {
            ColumnRef ref = new ColumnRef.Named(column.name());
            Object was = column.value(before);
            Object is = column.value(after);
            boolean key = column.is(Id.class);
            if (key || column.is(Version.class)) {
                row.add(new Cond.Compare<>(ref, Cond.Op.EQ, was));
            }
            if (key && !Objects.deepEquals(was, is)) {
                throw new IllegalArgumentException("two rows of " + entity.table() + ": their keys differ");
            }
            if (!key && !column.is(Version.class) && !column.is(UpdatedAt.class) && !column.leftOut(after)
                    && !Objects.deepEquals(was, is)) {
                assignments.add(new Assignment<>(ref, Assignment.Kind.SET, is));
            }
        }
        return new Differences<>(List.copyOf(assignments), Cond.all(row));
    }
}
