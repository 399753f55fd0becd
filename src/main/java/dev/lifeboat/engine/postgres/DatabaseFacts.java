package dev.lifeboat.engine.postgres;

import java.util.List;
import java.util.Optional;

/**
 * One database as pg_database and pg_db_role_setting describe it: what is needed to create it again.
 *
 * @param sizeBytes        pg_database_size
 * @param provider         {@code libc}, {@code icu} or {@code builtin}
 * @param locale           ICU or builtin locale, empty for libc
 * @param collationVersion as recorded when the database was made
 * @param settings         {@code ALTER DATABASE SET}: {@code name=value}, role-specific ones left to the globals
 */
public record DatabaseFacts(String name, String owner, long sizeBytes, String encoding, String collate, String ctype,
        String provider, Optional<String> locale, Optional<String> collationVersion, String tablespace, int connectionLimit,
        List<String> settings, List<Extension> extensions) {

    public DatabaseFacts {
        settings = List.copyOf(settings);
        extensions = List.copyOf(extensions);
    }

    DatabaseFacts with(List<Extension> installed) {
        return new DatabaseFacts(name, owner, sizeBytes, encoding, collate, ctype, provider, locale, collationVersion, tablespace, connectionLimit, settings, installed);
    }

    /** An installed extension. */
    public record Extension(String name, String version) {}
}
