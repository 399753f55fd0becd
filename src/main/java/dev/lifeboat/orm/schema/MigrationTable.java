package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.query.Names;

/**
 * The table that remembers which migrations were run.
 *
 * @param schema not quoted
 */
public record MigrationTable(String schema) {
    /** Its name in whichever schema. */
    public static final String NAME = "lifeboat_migrations";

    /** The name in quotes, with the schema. */
    public String sql() {
        return Names.quoted(schema, NAME);
    }

    /** Makes it where it is missing. */
    public String create() {
        return "create table if not exists " + sql() + " (\n  version bigint primary key,\n  name text not null,\n  checksum text not null,\n"
                + "  applied_at timestamptz not null default CURRENT_TIMESTAMP,\n  applied_by text not null default session_user,\n  took_millis bigint not null\n)";
    }
}
