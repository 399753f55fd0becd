package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Col;
import dev.lifeboat.orm.query.ColumnRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What happens when the row of an upsert exists already. Nothing is sent before one of the methods is called. */
public final class Upsert<T> {
    private final Session session;
    private final EntityModel<T> entity;
    private final EntitySql<T> sql;
    private final T row;
    private final String onConflict;

    Upsert(Session session, EntityModel<T> entity, EntitySql<T> sql, T row, String onConflict) {
        this.session = session;
        this.entity = entity;
        this.sql = sql;
        this.row = row;
        this.onConflict = onConflict;
    }

    /** Writes these columns of the existing row. @return the row as the database holds it */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final T update(Col<T, ?>... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("name the columns to update, or use updateAll() or ignore()");
        }
        return write(Arrays.stream(columns).flatMap(c -> entity.columnsOf(ColumnRef.of(c).component()).stream()).toList());
    }

    /** Writes every column of the existing row except its primary key and what the database generates. */
    public T updateAll() {
        Set<ColumnModel> sent = Set.copyOf(sql.sent(row));
        return write(entity.all().stream().filter(c -> sent.contains(c) && !c.is(Id.class) && !c.generated()
                && !c.is(Version.class)).toList());
    }

    /** Leaves the existing row alone. @return the new row; empty when there was one */
    public Optional<T> ignore() {
        return session.list(sql.upsert(row, onConflict + " do nothing"), Limits.NONE, entity::read).stream().findFirst();
    }

    /** The row that came back. @throws NotOneRow when none did */
    static <T> T written(EntityModel<T> entity, List<T> rows) {
        if (rows.isEmpty()) {
            throw new NotOneRow("a trigger or a rule kept the row out of " + entity.table());
        }
        return rows.getFirst();
    }

    private T write(List<ColumnModel> columns) {
        List<String> set = new ArrayList<>();
        columns.forEach(c -> set.add(c.sql() + " = excluded." + c.sql()));
        entity.with(Version.class).ifPresent(c -> set.add(c.sql() + " = " + entity.table() + "." + c.sql() + " + 1"));
        entity.with(UpdatedAt.class).filter(c -> !columns.contains(c))
                .ifPresent(c -> set.add(c.sql() + " = CURRENT_TIMESTAMP"));
        String update = onConflict + " do update set " + set.stream().collect(Collectors.joining(", "));
        return written(entity, session.list(sql.upsert(row, update), Limits.NONE, entity::read));
    }
}
