package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.postgres.Sql;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text of RESTORE.md: how to bring this very set back with stock tools only, for a shell and for a person in a hurry. */
final class RestoreInstructions {

    private RestoreInstructions() {}

    static String of(Manifest manifest) {
        StringBuilder text = new StringBuilder(ofData(manifest));
        StackInstructions.append(text, manifest);
        return text.toString();
    }

    private static String ofData(Manifest manifest) {
        if (manifest.base().isPresent()) {
            return BaseInstructions.of(manifest, manifest.base().get());
        }
        return manifest.kind() == Kind.VOLUMES ? ofVolumes(manifest) : ofDatabases(manifest);
    }

    private static String ofVolumes(Manifest manifest) {
        StringBuilder text = new StringBuilder("""
                # Restoring %s without Lifeboat

                Backup of volumes of the stack "%s", taken %s UTC.
                Needed: %ssha256sum, docker. Run the commands in this folder.

                1. Check that every file is whole:

                       sha256sum -c SHA256SUMS

                """.formatted(manifest.id(), manifest.stack(), manifest.startedAt(), tools(manifest)));
        manifest.encryption().ifPresent(how -> text.append(encryption("2", how)));
        VolumeInstructions.append(text, manifest, manifest.encryption().isPresent() ? 3 : 2);
        return text.toString();
    }

    private static String ofDatabases(Manifest manifest) {
        StringBuilder text = new StringBuilder();
        text.append("""
                # Restoring %s without Lifeboat

                Backup of stack "%s" (%s), taken %s UTC.
                Needed: %ssha256sum, and %s. Run the commands in this folder.

                1. Check that every file is whole:

                       sha256sum -c SHA256SUMS

                2. Say where to restore to, and as which superuser. Each command asks for the password, unless PGPASSWORD or
                   a password file has it:

                       export PGHOST=localhost PGPORT=5432 PGUSER=postgres

                """.formatted(manifest.id(), manifest.stack(), manifest.server().inWords(), manifest.startedAt(), tools(manifest), clients(manifest)));
        int step = 3;
        if (manifest.encryption().isPresent()) {
            text.append(encryption(Integer.toString(step++), manifest.encryption().get()));
        }
        Optional<Manifest.Member> globals = manifest.members().stream().filter(member -> MemberPath.plain(member.path()).equals(MemberPath.plain(MemberPath.GLOBALS))).findFirst();
        if (globals.isPresent()) {
            text.append("""
                    %d. On a new server: roles, their settings and passwords, tablespaces. The role you connect as exists already,
                       and must keep its password until you are done: the lines that create and alter it are left out.
                       (Where the roles exist, skip this step.)

                           %s | grep -v -E "^(CREATE|ALTER) ROLE \\"?$PGUSER\\"?(;| WITH )" | psql -v ON_ERROR_STOP=1 -d postgres

                    """.formatted(step++, content(manifest, globals.get().path())));
        }
        for (Manifest.DatabaseRecord database : manifest.databases()) {
            text.append(database(step++, manifest, database));
        }
        VolumeInstructions.append(text, manifest, step);
        return text.append("""
                What was in it when it was taken, table by table, with row counts, is in manifest.json under "databases".
                """).toString();
    }

    /** How the members are opened. */
    static String encryption(String step, Manifest.Encrypted encryption) {
        if (encryption.passphrase()) {
            return """
                    %s. The files are encrypted with a passphrase; age asks for it each time.

                    """.formatted(step);
        }
        return """
                %s. The files are encrypted with age. Say where a file with one of the secret keys lies (the line AGE-SECRET-KEY-1...
                   of the recovery kit); it must belong to
                   %s:

                       export KEY=key.txt

                """.formatted(step, String.join(" or\n   ", encryption.recipients()));
    }

    /** PostgreSQL's programs that read the dumps. */
    private static String clients(Manifest manifest) {
        boolean plain = !manifest.databases().isEmpty() && manifest.databases().stream().allMatch(database -> MemberPath.isPlainDump(database.member()));
        int major = manifest.server().versionNumber() / 10_000;
        return (plain ? "psql and createdb" : "psql and pg_restore") + " of PostgreSQL" + (major == 0 ? "" : " " + major + " or newer");
    }

    /** What opens the members, with a comma after each. */
    static String tools(Manifest manifest) {
        Stream<String> compressions = manifest.members().stream().map(Manifest.Member::compression).filter(word -> !word.equals(Compression.NONE.word())).distinct().sorted();
        return Stream.concat(manifest.encryption().stream().map(Manifest.Encrypted::format), compressions).map(tool -> tool + ", ").collect(Collectors.joining());
    }

    /** The command that writes what a member holds. */
    static String content(Manifest manifest, String path) {
        Optional<Manifest.Member> member = manifest.members().stream().filter(each -> each.path().equals(path)).findFirst();
        Compression compression = member.flatMap(each -> Compression.of(each.compression())).orElse(Compression.ZSTD);
        if (member.flatMap(Manifest.Member::encryption).isEmpty()) {
            return compression.reading() + " " + shell(path);
        }
        boolean passphrase = manifest.encryption().filter(Manifest.Encrypted::passphrase).isPresent();
        return (passphrase ? "age -d " : "age -d -i \"$KEY\" ") + shell(path) + (compression == Compression.NONE ? "" : " | " + compression.reading());
    }

    private static String database(int step, Manifest manifest, Manifest.DatabaseRecord database) {
        String name = database.facts().name();
        String content = content(manifest, database.member());
        boolean exists = name.equals("postgres") || name.equals("template1");
        String restore = exists
                ? "%s | pg_restore --exit-on-error --dbname=%s".formatted(content, shell(connection(name)))
                : "%s | pg_restore --create --exit-on-error --dbname=postgres".formatted(content);
        if (MemberPath.isPlainDump(database.member())) {
            return plain(step, name, content, database);
        }
        String asideName = Sql.fittingName(name, "_restored");
        return """
                %d. Database %s (%s, %s)%s

                       %s
                       psql -d %s -c ANALYZE

                   Or beside an existing one, under another name:

                       createdb -T template0 -- %s
                       %s | pg_restore --exit-on-error --dbname=%s

                """.formatted(step, oneLine(name), Sizes.count(database.tables().size(), "table"), Sizes.count(database.rows(), "row"),
                exists ? "; every server has one of that name, it must be empty:" : ", which must not exist yet:",
                restore, shell(connection(name)), shell(asideName), content, shell(connection(asideName)));
    }

    /** Newer pg_dump writes lines that older psql does not know; they are only a safeguard of psql. */
    private static String plain(int step, String name, String content, Manifest.DatabaseRecord database) {
        return """
                %d. Database %s (%s, %s), as plain SQL, into a new database; everything will belong to you:

                       createdb -T template0 -E %s -- %s
                       %s | grep -v -E '^[\\](un)?restrict ' | psql -X -v ON_ERROR_STOP=1 -d %s
                       psql -d %s -c ANALYZE

                """.formatted(step, oneLine(name), Sizes.count(database.tables().size(), "table"), Sizes.count(database.rows(), "row"),
                database.facts().encoding(), shell(name), content, shell(connection(name)), shell(connection(name)));
    }

    /** libpq takes a database's name with an equals sign, or that begins like a URL, for a connection string: then it must be one. */
    private static String connection(String database) {
        boolean plain = !database.contains("=") && !database.startsWith("postgres:") && !database.startsWith("postgresql:");
        return plain ? database : "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    static String oneLine(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }

    /** A word for a POSIX shell. */
    static String shell(String word) {
        return word.matches("[A-Za-z0-9_./%-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
