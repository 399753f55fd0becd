package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.secret.Passwords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server of its own whose log is kept, and hardly any of it by itself: a test may break and restart it. */
public final class LoggedServer implements AutoCloseable {

    private final EmbeddedServer embedded;
    private final Ground ground;

    private LoggedServer(EmbeddedServer embedded, Ground ground) {
        this.embedded = embedded;
        this.ground = ground;
    }

    /** Skips the test where no server with its tools is installed. */
    public static LoggedServer start(Path folder, String... settings) {
        ServerBinaries binaries = ServerBinaries.find(new Tools());
        assumeTrue(binaries.hasTools(), "no pg_basebackup beside a PostgreSQL server is installed (Debian: apt-get install postgresql)");
        String[] all = new String[settings.length + 5];
        System.arraycopy(new String[] {"max_wal_size = 32MB", "min_wal_size = 32MB", "full_page_writes = on", "wal_level = replica", "fsync = on"}, 0, all, 0, 5);
        System.arraycopy(settings, 0, all, 5, settings.length);
        EmbeddedServer embedded = EmbeddedServer.start(binaries, all);
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(embedded.address().host(), embedded.address().port(), embedded.address().user(), embedded.password());
        return new LoggedServer(embedded, new Ground(embedded.address(), passwords, embedded.binaries().bin(), folder));
    }

    public Ground ground() {
        return ground;
    }

    public EmbeddedServer embedded() {
        return embedded;
    }

    public Server server() {
        return new Server(embedded.address(), ground.passwords());
    }

    public void execute(String... statements) {
        try (Session session = server().session()) {
            List.of(statements).forEach(session::execute);
        }
    }

    /** The first column of the first row. */
    public String ask(String sql) {
        try (Session session = server().session()) {
            return session.first(sql, row -> row.getString(1)).orElseThrow();
        }
    }

    public void await(String condition) throws InterruptedException {
        for (int tries = 0; !ask("select (" + condition + ")::text").equals("true"); tries++) {
            if (tries > 300) throw new AssertionError("never true: " + condition);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** A base backup as it is now. */
    public BackupSet backUp() {
        BaseBackup backup = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
        return backup.run(backup.plan(ground.stack(), ground.repository(), BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
    }

    @Override
    public void close() {
        embedded.close();
    }
}
