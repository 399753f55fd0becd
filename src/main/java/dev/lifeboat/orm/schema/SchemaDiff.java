package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.mapping.NativeEnum;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.schema.Change.Kind;
import dev.lifeboat.orm.schema.Steps.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares entities with the database. What is wanted is created beside, in schemas of our own, and both are read from the
 * catalog. For one use, inside of a transaction that the caller rolls back.
 */
public final class SchemaDiff {
    private record Name(String schema, String table) {}

    /** A table as we made it, and the one that it is compared with. */
    private record Pair(EntityModel<?> entity, LiveCatalog.Found ours, LiveCatalog.Found live) {}

    private final SchemaConnection db;
    private final List<EntityModel<?>> entities;
    private final Function<Class<?>, EntityModel<?>> models;
    private final Scratch scratch;
    private final LiveCatalog catalog;
    private final Steps steps = new Steps();

    /** @param models finds the model of an entity that is only referred to */
    public SchemaDiff(SchemaConnection db, List<EntityModel<?>> entities, Function<Class<?>, EntityModel<?>> models) {
        this.db = db;
        this.entities = entities.stream().distinct().toList();
        this.models = models;
        this.scratch = new Scratch(db, TableDdl.closure(entities, models));
        this.catalog = new LiveCatalog(db, scratch::spell);
    }

    /** What would bring the entities' tables in line, in the order in which it can run. */
    public List<Change> changes() {
        scratch.write();
        new TableDdl(TableDdl.closure(entities, models), models, scratch.placement()).changes().forEach(change -> db.run(change.sql()));
        scratch.read();
        schemas();
        List<Change> fresh = new TableDdl(entities, models).changes();
        enums(fresh);
        functions(fresh);
        tables();
        return steps.all();
    }

    /** Tables in the entities' schemas that none of them describes, each with the statement that would drop it. */
    public List<Change> others() {
        scratch.read();
        Map<Name, EntityModel<?>> known = new HashMap<>();
        for (EntityModel<?> entity : TableDdl.closure(entities, models)) {
            known.put(new Name(scratch.real(entity.schema()), entity.name()), entity);
            was(entity).ifPresent(was -> known.put(new Name(scratch.real(entity.schema()), was), entity));
        }
        List<String> schemas = entities.stream().map(entity -> scratch.real(entity.schema())).distinct().toList();
        List<Long> extensions = db.rows(Long.class, "select objid::bigint from pg_depend where classid = 'pg_class'::regclass and deptype = 'e'");
        return catalog.relations(schemas).stream().filter(found -> found.kind().equals("r") || found.kind().equals("p"))
                .filter(found -> !known.containsKey(new Name(found.schema(), found.name())) && !extensions.contains(found.oid())
                        && !found.name().equals(MigrationTable.NAME))
                .map(found -> Change.loses(Kind.DROP_TABLE, found.schema() + "." + found.name(), found.name(),
                        "drop table " + Names.quoted(found.schema(), found.name()),
                        "The table " + found.schema() + "." + found.name() + " is in the database only.")).toList();
    }

    private void schemas() {
        List<String> there = db.rows(String.class, "select nspname::text from pg_namespace");
        scratch.realSchemas().stream().filter(schema -> !there.contains(schema)).forEach(schema -> steps.add(Step.SCHEMAS,
                Change.safe(Kind.CREATE_SCHEMA, "", schema, "create schema " + Names.quoted(schema), "The schema " + schema + " is missing.")));
    }

    private void enums(List<Change> fresh) {
        Map<String, List<String>> live = catalog.enums(scratch.realSchemas());
        Map<String, NativeEnum> wanted = new LinkedHashMap<>();
        entities.stream().flatMap(entity -> entity.all().stream()).forEach(column -> column.nativeEnum()
                .ifPresent(type -> wanted.put(scratch.quoted(type.schema()) + "." + type.name(), type)));
        wanted.forEach((name, type) -> {
            if (live.containsKey(name)) {
                EnumDiff.compare(type, live.get(name), steps);
            } else {
                String create = "create type " + type.sql() + " ";
                fresh.stream().filter(change -> change.kind() == Kind.CREATE_TYPE && change.sql().startsWith(create))
                        .forEach(change -> steps.add(Step.TYPES, change));
            }
        });
    }

    private void functions(List<Change> fresh) {
        Map<String, String> live = catalog.functions(scratch.realSchemas());
        Map<String, String> wanted = catalog.functions(scratch.scratchSchemas());
        for (EntityModel<?> entity : entities) {
            for (Change change : fresh) {
                String name = scratch.quoted(entity.schema()) + "." + change.name();
                boolean own = change.sql().startsWith("create or replace function " + Names.quoted(entity.schema(), change.name()) + "(");
                if (change.kind() == Kind.CREATE_FUNCTION && own && wanted.containsKey(name) && !wanted.get(name).equals(live.get(name))) {
                    live.put(name, wanted.get(name));
                    steps.add(Step.FUNCTIONS, change);
                }
            }
        }
    }

    private void tables() {
        Map<Name, LiveCatalog.Found> live = byName(catalog.relations(scratch.realSchemas()));
        Map<Name, LiveCatalog.Found> ours = byName(catalog.relations(scratch.scratchSchemas()));
        List<EntityModel<?>> missing = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (EntityModel<?> entity : entities) {
            LiveCatalog.Found our = ours.get(new Name(scratch.standsFor(entity.schema()), entity.name()));
            find(entity, live).ifPresentOrElse(found -> pairs.add(new Pair(entity, our, found)), () -> missing.add(entity));
        }
        new TableDdl(missing, models).changes().stream().filter(change -> change.kind() != Kind.CREATE_TYPE && change.kind() != Kind.CREATE_FUNCTION)
                .forEach(change -> steps.add(Step.TABLES, change));
        compare(pairs);
    }

    private Optional<LiveCatalog.Found> find(EntityModel<?> entity, Map<Name, LiveCatalog.Found> live) {
        String schema = scratch.real(entity.schema());
        return Optional.ofNullable(live.get(new Name(schema, entity.name())))
                .or(() -> was(entity).map(was -> live.get(new Name(schema, was))));
    }

    private void compare(List<Pair> pairs) {
        List<LiveCatalog.Found> ours = pairs.stream().map(Pair::ours).toList();
        Map<Long, TableState> live = catalog.states(pairs.stream().map(Pair::live).toList());
        Map<Long, TableState> wanted = catalog.states(ours);
        for (Pair pair : pairs) {
            if (live.get(pair.live.oid()).isTable()) {
                renames(pair.entity, wanted.get(pair.ours.oid()), live.get(pair.live.oid()), pair.ours);
            }
        }
        Map<Long, TableState> now = catalog.states(ours);
        int version = db.rows(Integer.class, "select current_setting('server_version_num')::integer").getFirst();
        for (Pair pair : pairs) {
            TableState there = live.get(pair.live.oid());
            if (there.isTable()) {
                new TableDiff(pair.entity, wanted.get(pair.ours.oid()), now.get(pair.ours.oid()), there, scratch, version, steps).compare();
            } else {
                steps.add(Step.TABLES, Change.byHand(Kind.REPLACE_RELATION, pair.entity.name(), pair.entity.name(),
                        String.join(";\n", new TableDdl(List.of(pair.entity), models).statements()),
                        "Where the table " + pair.entity.name() + " should be, there is a view or a foreign table."));
            }
        }
    }

    /** Proposes the renames that entities speak of, and makes them backwards in our own tables, so that the rest can be compared. */
    private void renames(EntityModel<?> entity, TableState wanted, TableState live, LiveCatalog.Found ours) {
        String scratchTable = Names.quoted(ours.schema(), ours.name());
        for (ColumnModel column : entity.all()) {
            String was = Optional.ofNullable(column.declared().getAnnotation(Column.class)).map(Column::was).orElse("");
            if (!was.isEmpty() && live.column(was).isPresent() && live.column(column.name()).isEmpty() && wanted.column(was).isEmpty()) {
                db.run("alter table " + scratchTable + " rename column " + column.sql() + " to " + Names.quoted(was));
                steps.add(Step.RENAMES, Change.safe(Kind.RENAME_COLUMN, entity.name(), column.name(),
                        "alter table " + entity.table() + " rename column " + Names.quoted(was) + " to " + column.sql(),
                        "The column " + entity.name() + "." + was + " is called " + column.name() + " now. Whoever still reads it by the old name fails."));
            }
        }
        if (!live.name().equals(entity.name())) {
            db.run("alter table " + scratchTable + " rename to " + Names.quoted(live.name()));
            steps.add(Step.TABLE_RENAMES, Change.safe(Kind.RENAME_TABLE, entity.name(), entity.name(),
                    "alter table " + Names.quoted(entity.schema(), live.name()) + " rename to " + Names.quoted(entity.name()),
                    "The table " + live.name() + " is called " + entity.name() + " now. Whoever still reads it by the old name fails."));
        }
    }

    private static Optional<String> was(EntityModel<?> entity) {
        return Optional.of(entity.type().getAnnotation(Table.class).was()).filter(was -> !was.isEmpty());
    }

    private static Map<Name, LiveCatalog.Found> byName(List<LiveCatalog.Found> found) {
        return found.stream().collect(Collectors.toMap(f -> new Name(f.schema(), f.name()), Function.identity()));
    }
}
