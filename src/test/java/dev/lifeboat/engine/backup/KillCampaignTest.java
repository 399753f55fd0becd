package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.ArchiveImport;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.ReEncryption;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.SetExport;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program, or the tool that it runs, is killed, as {@code kill -9} does, at moments that are spread over the phases of backups
 * of databases and of the server, a verification, a pruning, an export and a change of keys. {@code -Dlifeboat.kills=200} kills that
 * often, {@code -Dlifeboat.kills.seed} at other moments. {@link DockerKillCampaignTest} does the same with containers.
 */
@Timeout(3600)
class KillCampaignTest {

    private static final int KILLS = Integer.getInteger("lifeboat.kills", 8);
    private static final long SEED = Long.getLong("lifeboat.kills.seed", 20261124);
    /** Two sets of this day stay. */
    private static final Retention RETENTION = new Retention(1, 0, 0, 0, Duration.ZERO, ZoneId.of("UTC"));
    private static final List<String> WORK = List.of("backup", "prune", "base", "verify", "rotate", "export");
    /** What tools are killed in, too. */
    private static final List<String> WITH_TOOLS = List.of("backup", "base");

    @TempDir Path folder;
    private EmbeddedServer server;
    private Campaign campaign;

    /** What is done, in this process or in one that is killed. */
    record Campaign(Ground ground, Identity one, Identity other) {

        private static final String SHOP = "shop";

        Unlock unlock() {
            return Unlock.with(one, other);
        }

        void run(String work, Progress progress) {
            Repository repository = ground.repository();
            Cancellation never = new Cancellation();
            switch (work) {
                case "backup" -> {
                    DatabaseBackup backup = ground.backup();
                    Encryption encryption = Encryption.to(List.of(one.recipient()));
                    backup.run(backup.plan(ground.stack(SHOP), repository, new DatabaseBackupPlan.Options(List.of(), java.util.Optional.empty(), 3, java.util.Optional.of(encryption))), progress, never);
                }
                case "base" -> {
                    BaseBackup base = new BaseBackup(new Tools(), ground.passwords(), ground.audit());
                    base.run(base.plan(ground.stack(), repository, BaseBackupPlan.Options.DEFAULT), progress, never);
                }
                case "verify" -> repository.verify(repository.find("latest"), VerificationResult.Depth.DEEP, unlock(), progress, never);
                case "prune" -> prune(repository, progress);
                case "rotate" -> new ReEncryption(repository, repository.find("latest"), Encryption.to(List.of(other.recipient())), unlock(), progress, never).run();
                case "export" -> new SetExport(repository.find("latest"), progress, never).into(exportFile());
                default -> throw new IllegalArgumentException(work);
            }
        }

        Path exportFile() {
            return ground.folder().resolve("exported/set.tar");
        }

        private static void prune(Repository repository, Progress progress) {
            Pruning pruning = new Pruning(repository, Clock.systemUTC());
            Set<String> going = pruning.preview("shop", RETENTION).stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
            pruning.run("shop", RETENTION, going, progress, new Cancellation());
        }
    }

    /** Does one thing, and says in which phase it is. */
    static final class Program {
        static void main(String[] arguments) {
            Path folder = Path.of(arguments[1]);
            Ground ground = new Ground(new ServerAddress("127.0.0.1", Integer.parseInt(arguments[2]), "postgres", "postgres", TlsMode.DISABLE),
                    new Passwords(folder.resolve("pgpass"), Map.of()), Path.of(arguments[3]), folder);
            Campaign campaign = new Campaign(ground, Identity.parse(arguments[4]), Identity.parse(arguments[5]));
            System.out.println(KillPoints.BEGINNING);
            campaign.run(arguments[0], new KillPoints.Watch(System.out::println));
            System.out.println("done");
        }
    }

    @BeforeEach void start() throws IOException {
        ServerBinaries binaries = ServerBinaries.find(new Tools());
        Assumptions.assumeTrue(binaries.hasTools(), "no pg_dump beside a PostgreSQL server is installed (Debian: apt-get install postgresql)");
        server = EmbeddedServer.start(binaries, "wal_level = replica", "max_wal_senders = 4");
        Passwords passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        passwords.store(server.address().host(), server.address().port(), server.address().user(), server.password());
        campaign = new Campaign(new Ground(server.address(), passwords, server.binaries().bin(), folder), Identity.generate(), Identity.generate());
        Files.createDirectories(campaign.exportFile().getParent());
        session("create database shop");
        try (Session shop = new Server(server.address(), passwords).session("shop")) {
            shop.execute("create table orders (id int primary key, what text)");
            shop.execute("insert into orders select i, md5(i::text) || repeat('x', 200) from generate_series(1, 60000) i");
        }
    }

    @AfterEach void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void session(String statement) {
        try (Session session = new Server(server.address(), campaign.ground().passwords()).session()) {
            session.execute(statement);
        }
    }

    @Test void trap10_aKillAtAnyMomentLeavesNoHalfSetAndLosesNoGoodOneAndTheNextRunWorks() throws Exception {
        KillPoints points = new KillPoints(SEED);
        for (String work : WORK) {
            prepare();
            points.measure(work, progress -> campaign.run(work, progress));
        }
        for (int kill = 0; kill < KILLS; kill++) {
            String work = WORK.get(kill % WORK.size());
            boolean tool = WITH_TOOLS.contains(work) && kill / WORK.size() % 2 == 1;
            prepare();
            KillPoints.Moment moment = points.next(work);
            String why = "kill " + kill + " of " + work + (tool ? "'s tool" : "") + " in " + moment + ", seed " + SEED;
            List<String> before = ids();
            if (tool) {
                killTool(points, work, moment);
            } else {
                killProgram(points, work, moment);
            }
            assertNothingIsBroken(why, work, before);
            assertExportIsWhole(why, kill);
            campaign.run(work, Progress.NONE);
            assertNothingIsLeft(why);
        }
        points.assertSpread(KILLS / WORK.size() / WORK.stream().mapToInt(points::phases).max().orElseThrow());
    }

    /** Something to prune, to verify, to export; and never more than a few, since all of them are read after each kill. */
    private void prepare() throws IOException {
        Files.deleteIfExists(campaign.exportFile());
        if (ids().size() < 3) {
            campaign.run("backup", Progress.NONE);
        } else if (ids().size() > 4) {
            campaign.run("prune", Progress.NONE);
        }
    }

    private void killProgram(KillPoints points, String work, KillPoints.Moment moment) throws IOException {
        try (ChildJvm child = ChildJvm.start(Program.class, work, folder.toString(), String.valueOf(server.address().port()), server.binaries().bin().toString(),
                campaign.one().secretKey().reveal(), campaign.other().secretKey().reveal())) {
            points.kill(work, child, moment);
        }
    }

    private void killTool(KillPoints points, String work, KillPoints.Moment moment) throws InterruptedException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try {
            campaign.run(work, points.killing(moment, () -> tools().forEach(ProcessHandle::destroyForcibly), seen));
        } catch (Failure.ToolFailed e) {
            assertThat(e).hasMessageContaining("was killed (signal 9)");
        }
        points.fell(work, seen);
    }

    private static Stream<ProcessHandle> tools() {
        return ProcessHandle.current().descendants().filter(child -> child.info().command().orElse("").contains("pg_"));
    }

    private void assertNothingIsBroken(String why, String work, List<String> before) {
        Repository repository = campaign.ground().repository();
        Repository.Listing listing = repository.list();
        assertThat(listing.unreadable()).as(why).isEmpty();
        for (BackupSet set : listing.sets()) {
            assertThat(repository.verify(set, VerificationResult.Depth.DEEP, campaign.unlock(), Progress.NONE, new Cancellation()).problems()).as(why + ": " + set.id()).isEmpty();
        }
        List<String> after = ids();
        assertThat(after.stream().map(KillCampaignTest::origin)).as(why + ": the newest good set before is still there, or what was made of it").contains(origin(before.getFirst()));
        if (!work.equals("prune") && !work.equals("rotate")) {
            assertThat(after).as(why + ": no set is lost").containsAll(before);
        }
    }

    /** It is there as a whole, or not at all. */
    private void assertExportIsWhole(String why, int kill) throws IOException {
        if (Files.exists(campaign.exportFile())) {
            Repository elsewhere = Repository.openOrCreate(folder.resolve("imported-" + kill));
            BackupSet set = new ArchiveImport(campaign.exportFile(), elsewhere, Progress.NONE, new Cancellation()).run().set();
            assertThat(elsewhere.verify(set, VerificationResult.Depth.DEEP, campaign.unlock(), Progress.NONE, new Cancellation()).problems()).as(why).isEmpty();
            Files.delete(campaign.exportFile());
        }
    }

    /** A set that was encrypted anew has a number more. */
    private static String origin(String id) {
        return id.replaceFirst("(-[0-9]+)+$", "");
    }

    private void assertNothingIsLeft(String why) throws Exception {
        new Cleaning(campaign.ground().repository()).run(Progress.NONE, new Cancellation());
        assertThat(campaign.ground().repository().list().orphans()).as(why).isEmpty();
        assertThat(campaign.exportFile().getParent()).as(why).isDirectoryNotContaining("glob:**.partial");
        for (int tries = 0; !idle(); tries++) {
            assertThat(tries).as(why + ": sessions or slots are left on the server").isLessThan(200);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean idle() {
        try (Session session = new Server(server.address(), campaign.ground().passwords()).session()) {
            return session.first("select (select count(*) from pg_replication_slots) + (select count(*) from pg_stat_activity"
                    + " where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid())", row -> row.getLong(1)).orElseThrow() == 0;
        }
    }

    private List<String> ids() {
        return campaign.ground().repository().list().sets().stream().map(BackupSet::id).toList();
    }
}
