package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Schemas of our own, in a transaction that is rolled back, where the entities' tables are created as they should be. So the
 * server itself brings every expression into its form, and what is wanted and what is there can be compared word by word.
 */
final class Scratch {
    private final SchemaConnection db;
    private final String current;
    private final String path;
    /** From the real schema to the one that stands for it. */
    private final Map<String, String> schemas = new LinkedHashMap<>();
    /** From the scratch schema to the real one, as the server quotes it. */
    private final Map<String, String> spelled = new LinkedHashMap<>();

    /** @throws UnknownName when the search path holds no schema that exists */
    Scratch(SchemaConnection db, List<EntityModel<?>> entities) {
        this.db = db;
        this.current = db.rows(String.class, "select coalesce(current_schema()::text, '')").getFirst();
        this.path = db.rows(String.class, "select current_setting('search_path')").getFirst();
        if (current.isEmpty()) {
            throw new UnknownName("the search path holds no schema that exists");
        }
        String run = UUID.randomUUID().toString().substring(24);
        make(current, run);
        for (EntityModel<?> entity : entities) {
            make(real(entity.schema()), run);
            entity.all().forEach(column -> column.nativeEnum().ifPresent(type -> make(real(type.schema()), run)));
        }
    }

    private void make(String real, String run) {
        if (!schemas.containsKey(real)) {
            String scratch = "lifeboat_diff_" + run + "_" + schemas.size();
            db.run("create schema " + scratch);
            schemas.put(real, scratch);
            spelled.put(scratch, db.rows(String.class, "select quote_ident(:name)", "name", real).getFirst());
        }
    }

    /** The schema that is meant where an entity names it, or none. */
    String real(String schema) {
        return schema.isEmpty() ? current : schema;
    }

    /** The real schema as the server quotes it. */
    String quoted(String schema) {
        return spelled.get(schemas.get(real(schema)));
    }

    /** The schema that stands for the real one, which needs no quotes. */
    String standsFor(String schema) {
        return schemas.get(real(schema));
    }

    List<String> realSchemas() {
        return List.copyOf(schemas.keySet());
    }

    List<String> scratchSchemas() {
        return List.copyOf(spelled.keySet());
    }

    Placement placement() {
        return new Placement(this::standsFor);
    }

    /** The server's text with the real schemas' names. */
    String spell(String text) {
        String real = text;
        for (Map.Entry<String, String> name : spelled.entrySet()) {
            real = real.replace(name.getKey() + ".", name.getValue() + ".");
        }
        return real;
    }

    /** From now on names without a schema mean ours, and behind them those of the connection. */
    void write() {
        path(standsFor("") + ", " + path);
    }

    /** From now on the server writes every name with its schema. */
    void read() {
        path("pg_catalog");
    }

    private void path(String path) {
        db.rows(String.class, "select set_config('search_path', :path, true)", "path", path);
    }

    /** Whether adding the column writes every row anew; empty when the server does not take it by itself. */
    Optional<Boolean> rewrites(String columnDdl) {
        String probe = probe("lifeboat_probe integer");
        write();
        Optional<Boolean> rewrites = filenodeChanges(probe, "add column " + columnDdl);
        read();
        return rewrites;
    }

    /** As {@link #rewrites(String)}, for a change from one type to another. */
    Optional<Boolean> rewrites(String from, String to) {
        String probe = probe("c " + from);
        return filenodeChanges(probe, "alter column c type " + to);
    }

    private String probe(String column) {
        String probe = standsFor("") + "." + Names.quoted("probe_" + UUID.randomUUID());
        db.run("create table " + probe + " (" + column + ")");
        return probe;
    }

    private Optional<Boolean> filenodeChanges(String probe, String action) {
        long before = filenode(probe);
        return db.accepts("alter table " + probe + " " + action) ? Optional.of(filenode(probe) != before) : Optional.empty();
    }

    private long filenode(String table) {
        return db.rows(Long.class, "select pg_relation_filenode(cast(:table as text)::regclass)::bigint", "table", table).getFirst();
    }
}
