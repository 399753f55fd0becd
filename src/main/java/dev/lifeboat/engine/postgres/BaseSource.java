package dev.lifeboat.engine.postgres;

import java.util.List;
import java.util.Optional;

/**
 * What a server says of itself to one who wants to copy it whole.
 *
 * @param sizeBytes          of all tablespaces; absent when the role may not ask
 * @param outsideTablespaces names and folders of those outside the data directory
 * @param mayReplicate       whether the connected role is allowed to
 * @param walLevel           {@code replica}, {@code logical} or {@code minimal}
 * @param outsideFiles       files of its configuration that lie outside the data directory, as far as the role may see them
 */
public record BaseSource(Optional<Long> sizeBytes, List<String> outsideTablespaces, boolean mayReplicate, String walLevel, List<String> outsideFiles) {

    /** Asks; changes nothing. */
    public static BaseSource of(Server server) {
        try (Session session = server.session()) {
            Optional<Long> size = session.first("""
                    select case when r.rolsuper or pg_has_role('pg_read_all_stats', 'member') then (select sum(pg_tablespace_size(oid)) from pg_tablespace) end::bigint
                    from pg_roles r where r.rolname = current_user""", row -> row.getLong(1)).filter(bytes -> bytes > 0);
            List<String> tablespaces = session.list("""
                    select spcname || ' (' || pg_tablespace_location(oid) || ')' from pg_tablespace
                    where pg_tablespace_location(oid) <> '' order by spcname""", row -> row.getString(1));
            boolean allowed = session.is("select rolsuper or rolreplication from pg_roles where rolname = current_user");
            String walLevel = session.first("select current_setting('wal_level')", row -> row.getString(1)).orElseThrow();
            List<String> files = session.list("""
                    select setting from pg_settings where name in ('config_file', 'hba_file', 'ident_file') and setting <> ''
                    and not starts_with(setting, (select setting || '/' from pg_settings where name = 'data_directory')) order by name""", row -> row.getString(1));
            return new BaseSource(size, tablespaces, allowed, walLevel, files);
        }
    }
}
