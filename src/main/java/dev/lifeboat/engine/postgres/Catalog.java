package dev.lifeboat.engine.postgres;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the system catalogs say of a server and its databases, on every version from 10 to 18. */
public final class Catalog {

    private Catalog() {}

    static ServerFacts serverFacts(Session session) {
        return session.first("""
                select current_setting('server_version'), current_setting('server_version_num')::int, rolsuper,
                       case when has_function_privilege('pg_control_system()', 'execute') then (select system_identifier::text from pg_control_system()) end,
                       case when rolsuper or pg_has_role('pg_read_all_settings', 'member') then current_setting('data_directory') end
                from pg_roles where rolname = current_user""",
                row -> new ServerFacts(row.getString(1), row.getInt(2), orEmpty(row.getString(4)), row.getBoolean(3), orEmpty(row.getString(5)))).orElseThrow();
    }

    /** Databases that accept connections, are no templates and may be connected to by this user; without their extensions. */
    static List<DatabaseFacts> databases(Session session) {
        return session.list(databasesSql(session) + " where d.datallowconn and not d.datistemplate and has_database_privilege(d.oid, 'connect') order by d.datname", Catalog::database);
    }

    static Optional<DatabaseFacts> database(Session session, String name) {
        return session.first(databasesSql(session) + " where d.datname = ?", Catalog::database, name);
    }

    static List<DatabaseFacts.Extension> extensions(Session session) {
        return session.list("select extname, extversion from pg_extension order by extname", row -> new DatabaseFacts.Extension(row.getString(1), row.getString(2)));
    }

    /** The columns about locales came one after the other: providers in 15, a common locale column in 17. */
    private static String databasesSql(Session session) {
        int version = session.first("select current_setting('server_version_num')::int", row -> row.getInt(1)).orElseThrow();
        String provider = version >= 150_000 ? "d.datlocprovider::text" : "'c'";
        String locale = version >= 170_000 ? "d.datlocale" : version >= 150_000 ? "d.daticulocale" : "null::text";
        String collationVersion = version >= 150_000 ? "d.datcollversion" : "null::text";
        return """
                select d.datname, pg_get_userbyid(d.datdba), case when has_database_privilege(d.oid, 'connect') then pg_database_size(d.oid) else 0 end,
                       pg_encoding_to_char(d.encoding), d.datcollate, d.datctype, %s, %s, %s, t.spcname, d.datconnlimit,
                       coalesce((select s.setconfig from pg_db_role_setting s where s.setdatabase = d.oid and s.setrole = 0), array[]::text[])
                from pg_database d join pg_tablespace t on t.oid = d.dattablespace""".formatted(provider, locale, collationVersion);
    }

    private static DatabaseFacts database(ResultSet row) throws SQLException {
        String provider = switch (row.getString(7)) {
            case "i" -> "icu";
            case "b" -> "builtin";
            default -> "libc";
        };
        return new DatabaseFacts(row.getString(1), row.getString(2), row.getLong(3), row.getString(4), row.getString(5), row.getString(6), provider,
                Optional.ofNullable(row.getString(8)), Optional.ofNullable(row.getString(9)), row.getString(10), row.getInt(11), texts(row.getArray(12)), List.of());
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
    }

    private static String orEmpty(String textOrNull) {
        return textOrNull == null ? "" : textOrNull;
    }
}
