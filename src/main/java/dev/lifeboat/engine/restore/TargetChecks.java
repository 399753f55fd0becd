package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a server can take a database: extensions, locale, tablespace; and whether its present one can be renamed. */
final class TargetChecks {

    private final Session session;
    private final Server server;
    private final int serverMajor;

    TargetChecks(Session session, Server server, int serverMajor) {
        this.session = session;
        this.server = server;
        this.serverMajor = serverMajor;
    }

    List<Check> fits(DatabaseFacts facts) {
        List<Check> checks = new ArrayList<>();
        if (facts.owner().isEmpty()) {
            return List.of(Check.warn("Plain dump of " + facts.name(), "It does not say which extensions, roles and locale it needs; everything will belong to \"" + server.address().user() + "\".",
                    "Grant what the services need after the restore."));
        }
        checks.add(extensions(facts));
        checks.add(locale(facts));
        if (!session.is("select true from pg_tablespace where spcname = ?", facts.tablespace())) {
            checks.add(Check.fail("Tablespace of " + facts.name(), "The server has no tablespace " + facts.tablespace() + ".",
                    "CREATE TABLESPACE " + dev.lifeboat.engine.postgres.Sql.name(facts.tablespace()) + " LOCATION '...'; globals.sql has the folder it was in."));
        }
        return checks;
    }

    private Check extensions(DatabaseFacts facts) {
        String name = "Extensions of " + facts.name();
        List<String> missing = new ArrayList<>();
        List<String> other = new ArrayList<>();
        for (DatabaseFacts.Extension extension : facts.extensions()) {
            Optional<String> offered = session.first("select coalesce(default_version, '') from pg_available_extensions where name = ?", row -> row.getString(1), extension.name());
            if (offered.isEmpty()) {
                missing.add(extension.name() + " " + extension.version());
            } else if (!offered.get().equals(extension.version())) {
                other.add(extension.name() + " " + offered.get() + " instead of " + extension.version());
            }
        }
        if (!missing.isEmpty()) {
            return Check.fail(name, "Not installed on the server: " + String.join(", ", missing) + ".", "Install the packages that bring them (Debian: postgresql-contrib, postgresql-" + serverMajor + "-...).");
        }
        return other.isEmpty() ? Check.ok(name, facts.extensions().size() + " needed, all there") : Check.warn(name, "Other versions than in the set: " + String.join(", ", other) + ".", "Test the application with them.");
    }

    private Check locale(DatabaseFacts facts) {
        String name = "Locale of " + facts.name();
        String wanted = facts.encoding() + ", " + facts.collate() + facts.locale().map(locale -> " (" + facts.provider() + " " + locale + ")").orElse("");
        if (facts.provider().equals("builtin") && serverMajor < 17 || facts.provider().equals("icu") && serverMajor < 15) {
            return Check.fail(name, "The server is too old for the locale provider " + facts.provider() + ".", "Restore to a newer server.");
        }
        if (!known(facts.collate()) || !known(facts.ctype())) {
            return Check.fail(name, "The server's system has no locale " + facts.collate() + ".", "Generate it there (Debian: dpkg-reconfigure locales), then restart the server.");
        }
        Optional<String> version = facts.collationVersion().isPresent() && serverMajor >= 15 ? collationVersion(facts) : Optional.empty();
        if (version.isPresent() && !version.equals(facts.collationVersion())) {
            return Check.warn(name, "Texts are sorted by version " + version.get() + " of the locale here, by " + facts.collationVersion().get() + " when the backup was taken.",
                    "The restore builds every index anew, so they are right; partitions and constraints by text ranges may not hold any more.");
        }
        return Check.ok(name, wanted);
    }

    /** Locales are spelt freely: en_US.utf8, en_US.UTF-8. */
    private boolean known(String locale) {
        String plain = locale.toLowerCase(Locale.ROOT).replace("-", "");
        return plain.equals("c") || plain.equals("posix") || session.is("""
                select true where exists (select from pg_collation where replace(lower(collcollate), '-', '') = ?)
                   or exists (select from pg_database where replace(lower(datcollate), '-', '') = ? or replace(lower(datctype), '-', '') = ?)""", plain, plain, plain);
    }

    private Optional<String> collationVersion(DatabaseFacts facts) {
        return session.first("""
                select pg_database_collation_actual_version(oid) from pg_database
                where datcollate = ? and datlocprovider = ? and datcollversion is not null limit 1""", row -> Optional.ofNullable(row.getString(1)),
                facts.collate(), facts.provider().substring(0, 1)).flatMap(version -> version);
    }

    /** What stands in the way of renaming the present database. */
    List<Check> renaming(String database) {
        List<Check> checks = new ArrayList<>();
        List<String> slots = session.list("select slot_name from pg_replication_slots where database = ?", row -> row.getString(1), database);
        if (!slots.isEmpty()) {
            checks.add(Check.fail("Replication slots of " + database, "A database with logical replication slots cannot be renamed: " + String.join(", ", slots) + ".",
                    "Drop them (pg_drop_replication_slot), and set replication up again afterwards."));
        }
        List<String> prepared = session.list("select gid from pg_prepared_xacts where database = ?", row -> row.getString(1), database);
        if (!prepared.isEmpty()) {
            checks.add(Check.fail("Prepared transactions of " + database, "A database with prepared transactions cannot be renamed: " + String.join(", ", prepared) + ".", "COMMIT PREPARED or ROLLBACK PREPARED them."));
        }
        List<String> sessions = session.list("select coalesce(nullif(application_name, ''), usename::text, 'unnamed') || ' (' || count(*) || ')' from pg_stat_activity where datname = ? and pid <> pg_backend_pid() group by coalesce(nullif(application_name, ''), usename::text, 'unnamed') order by 1",
                row -> row.getString(1), database);
        if (!sessions.isEmpty() && !database.equals(server.address().maintenanceDatabase())) {
            checks.add(Check.warn("Connections to " + database, "Will be ended at the swap: " + String.join(", ", sessions) + ".", "Stop the services that use it, if they cannot bear that."));
        }
        return checks;
    }
}
