package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.backup.Ground;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class ProvenVerificationTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;
    private Ground ground;
    private String shop;

    @BeforeEach
    void aServerIsInstalled() throws Exception {
        ground = new Ground(SERVER.address(), SERVER.passwords(folder), SERVER.tools().folder(), folder);
        assumeTrue(installation().isPresent(), "no PostgreSQL server with its tools is installed");
        shop = SERVER.createDatabase("proven");
        SERVER.execute(shop, "create table customers (id serial primary key, name text unique not null)", "insert into customers (name) select 'c' || i from generate_series(1, 100) i",
                "create table orders (id bigserial primary key, customer int references customers, what text)", "create index on orders (what)",
                "insert into orders (customer, what) select 1 + i % 100, repeat('x', i % 50) from generate_series(1, 1000) i");
    }

    private static Optional<Tools.Installation> installation() {
        return new Tools().search(Optional.empty()).found().stream().filter(Tools.Installation::hasServer).findFirst();
    }

    private VerificationResult prove(BackupSet set) {
        return new ProvenVerification(new Tools(), Unlock.NONE).run(ground.repository(), set, Progress.NONE, new Cancellation());
    }

    private static List<Path> scratchFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("lifeboat-scratch-")).toList();
        }
    }

    @Test
    void trap39_aSetIsRestoredAndComparedWithWhatItRecordedAndNothingIsLeft() throws Exception {
        SERVER.execute(shop, "drop role if exists proven_clerk", "create role proven_clerk", "alter table orders owner to proven_clerk");
        BackupSet set = ground.backUp(shop);
        SERVER.execute(shop, "delete from orders"); // the present database is not what is looked at
        List<Path> before = scratchFolders();
        VerificationResult result = prove(set);
        assertThat(result.problems()).isEmpty();
        assertThat(result.depth()).isEqualTo(VerificationResult.Depth.PROVEN);
        assertThat(ground.repository().find("latest").verified()).contains(result);
        ProvenRecord record = ground.repository().proven(set).orElseThrow();
        assertThat(record.databases()).singleElement().satisfies(database -> {
            assertThat(database.name()).isEqualTo(shop);
            assertThat(database.tables()).isEqualTo(2);
            assertThat(database.rows()).isEqualTo(1_100);
            assertThat(database.sequences()).isEqualTo(2);
            assertThat(database.constraints()).isEqualTo(4);
        });
        if (record.notes().stream().noneMatch(note -> note.contains("amcheck"))) {
            assertThat(record.databases().getFirst().indexes()).as("of the tables and of the catalog").isGreaterThan(100);
        }
        assertThat(record.phaseMillis().keySet()).contains("Starting a scratch server", "Making roles", "Restoring " + shop, "Proving " + shop, "Checking indexes");
        assertThat(scratchFolders()).isSubsetOf(before);
        ground.repository().verify(set, VerificationResult.Depth.QUICK, Progress.NONE, new Cancellation());
        assertThat(ground.repository().proven(set)).as("a lesser verification takes nothing away").contains(record);
        SERVER.execute(shop, "alter table orders owner to current_user", "drop role proven_clerk");
    }

    @Test
    void trap44_aSetThatRecordsWhatItDoesNotHoldIsRejected() throws Exception {
        BackupSet set = ground.backUp(shop);
        Path manifest = set.folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 1000", "\"rows\" : 1001"));
        List<Path> before = scratchFolders();
        VerificationResult result = prove(set);
        assertThat(result.problems()).anyMatch(problem -> problem.contains("1,000 rows in table public.orders, not 1,001"));
        assertThat(ground.repository().proven(set)).isEmpty();
        assertThat(ground.repository().find("latest").verified().orElseThrow().ok()).isFalse();
        assertThat(scratchFolders()).isSubsetOf(before);
    }

    @Test
    void trap44_aDamagedDumpIsRejected() throws Exception {
        BackupSet set = ground.backUp(shop);
        Path dump = set.folder().resolve(set.manifest().databases().getFirst().member());
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 4;
        Files.write(dump, bytes);
        assertThat(prove(set).problems()).isNotEmpty();
    }

    @Test
    void trap35_theScratchServerHasNoNetworkAndArchivesNothing() {
        try (ScratchServer scratch = ScratchServer.start(installation().orElseThrow(), new Cancellation()); Session session = scratch.server().session()) {
            assertThat(session.first("select current_setting('listen_addresses') || '|' || current_setting('archive_mode') || '|' || current_setting('max_wal_senders')", row -> row.getString(1)))
                    .contains("|off|0");
            assertThat(session.is("select inet_server_addr() is null")).isTrue();
        }
    }

    /** Starts one and waits to be killed. */
    static final class Child {
        static void main(String[] arguments) throws Exception {
            ScratchServer scratch = ScratchServer.start(installation().orElseThrow(), new Cancellation());
            System.out.println(scratch.folder());
            Thread.sleep(120_000);
        }
    }

    @Test
    void whatAKilledProgramLeftIsStoppedAndDeletedByTheNextStart() throws Exception {
        Path left;
        try (ChildJvm child = ChildJvm.start(Child.class)) {
            left = Path.of(child.line());
            assertThat(ScratchServer.abandoned()).doesNotContain(left);
            child.kill();
        }
        long server = Long.parseLong(Files.readAllLines(left.resolve("data/postmaster.pid")).getFirst().strip());
        assertThat(ProcessHandle.of(server)).isPresent();
        assertThat(ScratchServer.abandoned()).contains(left);
        ScratchServer.removeAbandoned();
        assertThat(left).doesNotExist();
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    }
}
