package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.EnumCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that create entities' tables: a table before those that refer to it; where tables refer to each other in
 * a ring, the keys that close it come last.
 */
public final class TableDdl {
    private final List<EntityModel<?>> entities;
    private final Function<Class<?>, EntityModel<?>> models;
    private final Set<Class<?>> created = new LinkedHashSet<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> afterwards = new ArrayList<>();

    /** @param models finds the model of an entity that is only referred to */
    public TableDdl(List<EntityModel<?>> entities, Function<Class<?>, EntityModel<?>> models) {
        this.entities = List.copyOf(entities);
        this.models = models;
    }

    /** The statements, in the order in which they can run. */
    public List<String> statements() {
        List<EntityModel<?>> waiting = new ArrayList<>(entities);
        while (!waiting.isEmpty()) {
            EntityModel<?> next = waiting.stream().filter(e -> ready(e, waiting)).findFirst().orElse(waiting.getFirst());
            waiting.remove(next);
            created.add(next.type());
            create(next, waiting);
        }
        List<String> all = new ArrayList<>(tables);
        all.addAll(afterwards);
        return all;
    }

    private static boolean ready(EntityModel<?> entity, List<EntityModel<?>> waiting) {
        return entity.all().stream().filter(c -> c.is(References.class))
                .map(c -> c.declared().getAnnotation(References.class).value())
                .noneMatch(other -> other != entity.type() && waiting.stream().anyMatch(w -> w.type() == other));
    }

    private void create(EntityModel<?> entity, List<EntityModel<?>> waiting) {
        boolean soft = entity.with(SoftDelete.class).isPresent();
        List<String> lines = new ArrayList<>();
        entity.all().forEach(column -> lines.add(column(column, soft)));
        if (!soft) {
            for (Unique unique : entity.type().getAnnotationsByType(Unique.class)) {
                lines.add("unique " + list(entity, unique.value()));
            }
        }
        for (Check check : entity.type().getAnnotationsByType(Check.class)) {
            lines.add("check (" + check.value() + ")");
        }
        for (ColumnModel column : entity.all()) {
            foreignKey(column).ifPresent(key -> {
                Class<?> other = column.declared().getAnnotation(References.class).value();
                if (waiting.stream().anyMatch(w -> w.type() == other)) {
                    afterwards.add("alter table " + entity.table() + " add " + key);
                } else {
                    lines.add(key);
                }
            });
        }
        tables.add("create table " + entity.table() + " (\n  " + String.join(",\n  ", lines) + "\n)");
        if (soft) {
            partialUnique(entity);
        }
        indexes(entity);
        entity.with(UpdatedAt.class).ifPresent(column -> trigger(entity, column));
    }

    private static String column(ColumnModel column, boolean soft) {
        StringBuilder line = new StringBuilder(column.sql()).append(' ')
                .append(column.serial() ? column.type().equals("bigint") ? "bigserial" : "serial" : column.type());
        column.generatedBy().ifPresent(by -> line.append(" default ").append(by));
        if (column.is(Default.class)) {
            line.append(" default ").append(column.declared().getAnnotation(Default.class).value());
        }
        if (column.is(Id.class)) {
            line.append(" primary key");
        } else if (!column.nullable()) {
            line.append(" not null");
        }
        if (column.is(Unique.class) && !soft) {
            line.append(" unique");
        }
        for (Check check : column.declared().getAnnotationsByType(Check.class)) {
            line.append(" check (").append(check.value()).append(')');
        }
        enumTexts(column.codec()).ifPresent(texts -> line.append(" check (").append(column.sql()).append(" in (")
                .append(texts.stream().map(TableDdl::literal).collect(Collectors.joining(", "))).append("))"));
        return line.toString();
    }

    /** An enum in a text column is checked; one in a type of its own is checked by the type. */
    private static Optional<List<String>> enumTexts(Codec<?> codec) {
        return codec instanceof EnumCodec<?> texts ? Optional.of(texts.texts()) : Optional.empty();
    }

    private Optional<String> foreignKey(ColumnModel column) {
        return Optional.ofNullable(column.declared().getAnnotation(References.class)).map(reference -> {
            EntityModel<?> other = models.apply(reference.value());
            ColumnModel target = reference.component().isEmpty() ? other.id() : other.component(reference.component());
            return "foreign key (" + column.sql() + ") references " + other.table() + " (" + target.sql() + ") on delete "
                    + reference.onDelete().sql();
        });
    }

    private void partialUnique(EntityModel<?> entity) {
        String alive = " where " + entity.with(SoftDelete.class).orElseThrow().sql() + " is null";
        List<String[]> unique = new ArrayList<>();
        entity.all().stream().filter(c -> c.is(Unique.class)).forEach(c -> unique.add(new String[] {c.declared().getName()}));
        Arrays.stream(entity.type().getAnnotationsByType(Unique.class)).forEach(u -> unique.add(u.value()));
        unique.forEach(u -> tables.add("create unique index on " + entity.table() + " " + list(entity, u) + alive));
    }

    private void indexes(EntityModel<?> entity) {
        for (ColumnModel column : entity.all()) {
            for (Index index : column.declared().getAnnotationsByType(Index.class)) {
                String desc = index.value().length > 0 ? " desc" : "";
                index(entity, index, "(" + column.sql() + desc + ")");
            }
        }
        for (Index index : entity.type().getAnnotationsByType(Index.class)) {
            index(entity, index, list(entity, index.value()));
        }
    }

    private void index(EntityModel<?> entity, Index index, String columns) {
        tables.add("create index on " + entity.table() + " " + columns
                + (index.where().isEmpty() ? "" : " where " + index.where()));
    }

    private static String list(EntityModel<?> entity, String[] components) {
        return Arrays.stream(components)
                .map(c -> c.endsWith(" desc")
                        ? entity.component(c.substring(0, c.length() - 5)).sql() + " desc" : entity.component(c).sql())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** The function is the same for all tables with that column, so it may be there already. */
    private void trigger(EntityModel<?> entity, ColumnModel column) {
        String function = Names.quoted(entity.schema(), "touch_" + column.name());
        tables.add("create or replace function " + function + "() returns trigger language plpgsql as $touch$\n"
                + "begin\n  new." + column.sql() + " = CURRENT_TIMESTAMP;\n  return new;\nend\n$touch$");
        tables.add("create trigger " + Names.quoted("touch_" + column.name()) + " before update on " + entity.table()
                + " for each row execute function " + function + "()");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
