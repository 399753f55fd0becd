package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.NativeEnum;
import dev.lifeboat.orm.query.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The statements that create entities' tables: types first, a table before those that refer to it; where
 * tables refer to each other in a ring, the keys that close it come last.
 */
public final class TableDdl {
    private final List<EntityModel<?>> entities;
    private final Function<Class<?>, EntityModel<?>> models;
    private final Placement placement;
    private final Map<String, Change> types = new LinkedHashMap<>();
    private final Set<String> functions = new HashSet<>();
    private final List<Change> tables = new ArrayList<>();
    private final List<Change> afterwards = new ArrayList<>();

    /** @param models finds the model of an entity that is only referred to */
    public TableDdl(List<EntityModel<?>> entities, Function<Class<?>, EntityModel<?>> models) {
        this(entities, models, Placement.AS_WRITTEN);
    }

    TableDdl(List<EntityModel<?>> entities, Function<Class<?>, EntityModel<?>> models, Placement placement) {
        this.entities = List.copyOf(new LinkedHashSet<>(entities));
        this.models = models;
        this.placement = placement;
    }

    /** The statements, in the order in which they can run. */
    public List<String> statements() {
        return changes().stream().map(Change::sql).toList();
    }

    /** The same, each with what it is. */
    List<Change> changes() {
        Set<EntityModel<?>> waiting = new LinkedHashSet<>(entities);
        while (!waiting.isEmpty()) {
            EntityModel<?> next = waiting.stream().filter(e -> ready(e, waiting)).findFirst().orElse(waiting.iterator().next());
            waiting.remove(next);
            create(next, waiting);
        }
        List<Change> all = new ArrayList<>(types.values());
        all.addAll(tables);
        all.addAll(afterwards);
        return all;
    }

    private static boolean ready(EntityModel<?> entity, Set<EntityModel<?>> waiting) {
        return ForeignKey.of(entity).stream().noneMatch(key -> key.other() != entity.type() && waits(key, waiting));
    }

    private static boolean waits(ForeignKey key, Set<EntityModel<?>> waiting) {
        return waiting.stream().anyMatch(w -> w.type() == key.other());
    }

    private void create(EntityModel<?> entity, Set<EntityModel<?>> waiting) {
        entity.all().forEach(column -> column.nativeEnum().ifPresent(this::type));
        List<String> lines = new ArrayList<>(columns(entity));
        for (Check check : entity.type().getAnnotationsByType(Check.class)) {
            lines.add("check (" + check.value() + ")");
        }
        for (ForeignKey key : ForeignKey.of(entity)) {
            String sql = key.sql(models, placement);
            if (waits(key, waiting)) {
                afterwards.add(Change.safe(Change.Kind.ADD_CONSTRAINT, entity.name(), key.from().getFirst().name(),
                        "alter table " + placement.table(entity) + " add " + sql,
                        "The new table " + entity.name() + " gets a foreign key that closes a ring."));
            } else {
                lines.add(sql);
            }
        }
        tables.add(Change.safe(Change.Kind.CREATE_TABLE, entity.name(), entity.name(),
                "create table " + placement.table(entity) + " (\n  " + String.join(",\n  ", lines) + "\n)",
                "The table " + entity.name() + " is missing."));
        tables.addAll(new IndexDdl(entity, placement).changes());
        entity.with(UpdatedAt.class).ifPresent(column -> trigger(entity, column));
    }

    private List<String> columns(EntityModel<?> entity) {
        boolean soft = entity.with(SoftDelete.class).isPresent();
        List<ColumnModel> key = entity.all().stream().filter(column -> column.is(Id.class)).toList();
        List<String> lines = new ArrayList<>();
        for (ColumnModel column : entity.all()) {
            lines.add(new ColumnDdl(column, placement).whole(key.size() == 1 && key.getFirst() == column, soft));
        }
        if (key.size() > 1) {
            lines.add(key.stream().map(ColumnModel::sql).collect(Collectors.joining(", ", "primary key (", ")")));
        }
        if (!soft) {
            for (Unique unique : entity.type().getAnnotationsByType(Unique.class)) {
                lines.add("unique " + IndexDdl.together(entity, unique));
            }
        }
        return lines;
    }

    private void type(NativeEnum type) {
        String name = placement.type(type);
        types.put(name, Change.safe(Change.Kind.CREATE_TYPE, "", type.name(),
                "create type " + name + " as enum (" + type.labels().stream().map(ColumnDdl::literal).collect(Collectors.joining(", ")) + ")",
                "The type " + type.name() + " is missing."));
    }

    /** The function is the same for all tables of a schema with that column. */
    private void trigger(EntityModel<?> entity, ColumnModel column) {
        String function = placement.in(entity.schema(), "touch_" + column.name());
        if (functions.add(function)) {
            tables.add(Change.safe(Change.Kind.CREATE_FUNCTION, "", "touch_" + column.name(),
                    "create or replace function " + function + "() returns trigger language plpgsql as $touch$\n"
                            + "begin\n  new." + column.sql() + " = CURRENT_TIMESTAMP;\n  return new;\nend\n$touch$",
                    "The function that sets " + column.name() + " is missing, or does something else."));
        }
        tables.add(Change.safe(Change.Kind.CREATE_TRIGGER, entity.name(), "touch_" + column.name(),
                "create trigger " + Names.quoted("touch_" + column.name()) + " before update on " + placement.table(entity)
                        + " for each row execute function " + function + "()",
                "The new table " + entity.name() + " gets a trigger that sets " + column.name() + " at every update."));
    }

    /** The entities, and all that they refer to, directly or through others. */
    static List<EntityModel<?>> closure(List<EntityModel<?>> entities, Function<Class<?>, EntityModel<?>> models) {
        Set<EntityModel<?>> all = new LinkedHashSet<>(entities);
        List<EntityModel<?>> open = new ArrayList<>(entities);
        while (!open.isEmpty()) {
            for (ForeignKey key : ForeignKey.of(open.removeLast())) {
                Optional.<EntityModel<?>>of(models.apply(key.other())).filter(all::add).ifPresent(open::add);
            }
        }
        return List.copyOf(all);
    }
}
