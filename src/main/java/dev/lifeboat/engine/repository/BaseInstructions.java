package dev.lifeboat.engine.repository;

/** The part of RESTORE.md for a set that holds a copy of a whole server. */
final class BaseInstructions {

    private BaseInstructions() {}

    static String of(Manifest manifest, Manifest.BaseRecord base) {
        int major = manifest.server().versionNumber() / 10_000;
        return """
                # Restoring %1$s without Lifeboat

                Base backup of the whole server of stack "%2$s" (PostgreSQL %3$s on %4$s:%5$d), taken %6$s UTC.
                It is consistent by itself from %7$s on timeline %8$d. System identifier: %9$s.
                Needed: %12$star, sha256sum, and the server of PostgreSQL %10$d, no other version. Run the commands in this folder,
                as the user that shall run the server (never root).

                1. Check that every file is whole:

                       sha256sum -c SHA256SUMS

                2. Say where the new data directory shall be. It must not exist yet:

                       export NEW="$HOME/restored"

                %13$s3. Unpack, and let the server's own tool compare every file with the server's own list:

                       mkdir -m 700 -- "$NEW"
                       %11$s | tar -x -C "$NEW" -f -
                       pg_verifybackup "$NEW"

                4. Where the configuration lay outside the data directory (as Debian has it), it is not in the backup: begin with an empty one.

                       cd "$NEW"; for file in postgresql.conf pg_ident.conf; do [ -e $file ] || touch $file; done
                       cd "$NEW"; [ -e pg_hba.conf ] || echo "local all all trust" > pg_hba.conf

                5. Start it apart from everything: no network, nothing archived. Then look whether it is what you want, on its socket:

                       pg_ctl start -w -t 600 -D "$NEW" -l "$NEW.log" -o "-c port=5432 -c listen_addresses='' -c unix_socket_directories='$NEW' -c archive_mode=off"
                       psql -h "$NEW" -p 5432 -d postgres -c "select pg_is_in_recovery(), now()"
                       pg_ctl stop -w -D "$NEW"

                6. To use it in the old one's place: review postgresql.conf and postgresql.auto.conf, start it as you start your server, and
                   take a new base backup.
                """.formatted(manifest.id(), manifest.stack(), manifest.server().version(), manifest.server().host(), manifest.server().port(), manifest.startedAt(),
                base.stop(), base.timeline(), manifest.server().systemIdentifier(), major, RestoreInstructions.content(manifest, base.member()),
                RestoreInstructions.tools(manifest), manifest.encryption().map(one -> RestoreInstructions.encryption("2a", one)).orElse(""));
    }
}
