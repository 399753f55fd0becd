package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Databases that proofs make on a server that is in use, and drop again. Their name says which process of which computer they
 * belong to, so that those of a killed one are found.
 */
public final class ScratchDatabases {

    private static final Pattern NAME = Pattern.compile("lifeboat_proof_([0-9a-f]{8})_(\\d+)_(\\d+)_\\d+");

    private ScratchDatabases() {}

    /** A name for one of this process. @param number counts those that it has at the same time */
    static String name(int number) {
        ProcessIdentity self = ProcessIdentity.current();
        return "lifeboat_proof_" + host(self.host()) + "_" + self.pid() + "_" + self.started().map(Instant::getEpochSecond).orElse(0L) + "_" + number;
    }

    private static String host(String name) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return "%08x".formatted(sum.getValue());
    }

    /** Those of processes of this computer that are gone. @throws dev.lifeboat.engine.Failure.ConnectionFailed */
    public static List<String> leftovers(Server server) {
        try (Session session = server.session()) {
            return session.list("select datname from pg_database where datname like 'lifeboat_proof_%' order by 1", row -> row.getString(1)).stream()
                    .filter(ScratchDatabases::isAbandoned).toList();
        }
    }

    private static boolean isAbandoned(String database) {
        Matcher matcher = NAME.matcher(database);
        String here = ProcessIdentity.localHost();
        if (!matcher.matches() || !matcher.group(1).equals(host(here))) {
            return false; // another computer's, which alone knows whether it still works
        }
        long started = Long.parseLong(matcher.group(3));
        return new ProcessIdentity(here, Long.parseLong(matcher.group(2)), started == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(started))).isDead();
    }

    /** @return what was dropped */
    public static List<String> removeLeftovers(Server server) {
        List<String> gone = new ArrayList<>();
        for (String database : leftovers(server)) {
            try (Session session = server.session()) {
                session.execute("DROP DATABASE IF EXISTS " + Sql.name(database));
                gone.add(database);
            }
        }
        return List.copyOf(gone);
    }
}
