package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.wal.Receiving;
import dev.lifeboat.engine.wal.RecoveryTarget;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import dev.lifeboat.engine.wal.WalPushing;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.LoggedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real server's log, encrypted to a key that who receives it does not have. */
@Timeout(180)
class SealedLogTest {

    private static final String CANARY = "canary-4711-of-the-log";

    @TempDir Path folder;
    private final Identity key = Identity.generate();
    private final Encryption encryption = Encryption.to(List.of(key.recipient()));
    private Path places;
    private LoggedServer server;

    @BeforeEach
    void server() throws IOException {
        places = Files.createTempDirectory("lb-point-");
        Files.setPosixFilePermissions(places, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        server = LoggedServer.start(folder);
    }

    @AfterEach
    void stop() {
        if (server != null) server.close();
        FolderTree.delete(places);
    }

    private List<Path> log() throws IOException {
        try (Stream<Path> files = Files.walk(server.ground().repository().folder().resolve("wal"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private void assertNothingReadable() throws IOException {
        for (Path file : log()) {
            assertThat(file.getFileName().toString()).doesNotEndWith(".zst").doesNotEndWith(".partial");
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(CANARY);
        }
    }

    private RecoveryWindow window(Unlock unlock) {
        return new RecoveryWindows(server.ground().repository(), unlock).of("shop").getFirst();
    }

    private Instant now() {
        return Instant.parse(server.ask("select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"));
    }

    private String rowsAt(Instant moment, String place) throws Exception {
        PointRestore restore = new PointRestore(new Tools(), server.ground().audit(), Unlock.with(key));
        PointPlan plan = restore.plan(server.ground().stack(), server.ground().repository(), new RecoveryTarget.Time(moment), new PointPlan.Place.Folder(places.resolve(place)), false);
        PointReport report = restore.run(plan, Progress.NONE, new Cancellation());
        assertThat(report.proven()).isTrue();
        String rows = shell(report.commands().get("look") + " -AtXc \"select string_agg(i::text, ',' order by i) from t\"");
        shell(report.commands().get("stop"));
        return rows;
    }

    private static String shell(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    @Test
    void nothingReadableTouchesTheDiskAndTheKeyBringsBackAnyMoment() throws Exception {
        Instant first;
        Instant last;
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository(), encryption)) {
            server.execute("create table t (i int, v text)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1, '" + CANARY + "')");
            first = now();
            server.execute("insert into t values (2, '" + CANARY + "')", "select pg_switch_wal()", "insert into t values (3, '" + CANARY + "')", "select pg_create_restore_point('named')");
            last = now();
            Receiving.untilCaughtUp(server);
            TimeUnit.SECONDS.sleep(5); // what is told of the receiver is told every two
        }
        assertNothingReadable();
        assertThat(log()).anyMatch(file -> file.toString().endsWith(".zst.age")).anyMatch(file -> file.toString().endsWith(".partial.age"));
        assertThat(window(Unlock.with(key)).until()).isAfterOrEqualTo(last);
        assertThat(window(Unlock.with(key)).points()).extracting(RecoveryWindow.Point::name).containsExactly("named");
        // The host that receives has no key, and knows all the same what it is protected until.
        assertThat(window(Unlock.NONE).until()).isAfterOrEqualTo(last);
        assertThat(window(Unlock.NONE).segments()).isEqualTo(window(Unlock.with(key)).segments());
        assertThatThrownBy(() -> new PointRestore(new Tools(), server.ground().audit(), Unlock.with(Identity.generate())).plan(server.ground().stack(), server.ground().repository(),
                new RecoveryTarget.Time(last), new PointPlan.Place.Folder(places.resolve("no")), false)).isInstanceOf(Failure.KeyNeeded.class).hasMessageContaining(key.recipient().shortened());
        assertThat(rowsAt(first, "first")).isEqualTo("1");
        assertThat(rowsAt(last, "last")).isEqualTo("1,2,3");
    }

    @Test
    void aKilledReceiverLosesNothingOfWhatItHadTold() throws Exception {
        String[] arguments = {String.valueOf(server.embedded().address().port()), server.embedded().password().reveal(), server.ground().repository().folder().toString(),
                key.recipient().publicKey()};
        Instant moment = null;
        for (int kills = 1; kills <= 3; kills++) {
            try (ChildJvm child = ChildJvm.start(Receiving.class, arguments)) {
                assertThat(child.line()).isEqualTo("ready");
                if (kills == 1) {
                    server.await("(select count(*) from pg_replication_slots where active) = 1");
                    server.execute("create table t (i int, v text)");
                    server.backUp();
                }
                server.execute("insert into t values (" + kills + ", '" + CANARY + "')");
                moment = now();
                Receiving.untilCaughtUp(server);
                child.kill();
            }
            assertNothingReadable();
            server.await("(select count(*) from pg_replication_slots where active) = 0");
        }
        assertThat(rowsAt(moment.isAfter(window(Unlock.with(key)).until()) ? window(Unlock.with(key)).until() : moment, "after")).isEqualTo("1,2,3");
    }

    @Test
    void encryptionThatIsChosenLaterGoesOnBehindWhatIsThere() throws Exception {
        Instant moment;
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository())) {
            server.execute("create table t (i int, v text)");
            Receiving.untilCaughtUp(server);
            server.backUp();
            server.execute("insert into t values (1, 'open')", "select pg_switch_wal()", "insert into t values (2, 'open')");
            Receiving.untilCaughtUp(server);
        }
        server.await("(select count(*) from pg_replication_slots where active) = 0");
        try (Receiving _ = Receiving.start(server.server(), server.ground().repository(), encryption)) {
            server.execute("insert into t values (3, '" + CANARY + "')");
            Receiving.untilCaughtUp(server);
            moment = now();
            TimeUnit.SECONDS.sleep(5);
        }
        assertThat(log()).noneMatch(file -> file.toString().endsWith(".partial")).anyMatch(file -> file.toString().endsWith(".partial.age"));
        assertThat(rowsAt(moment, "both")).isEqualTo("1,2,3");
    }

    @Test
    void whatIsHandedOverIsEncryptedAsTheNewestSetIsAndComparedWithoutTheKey() throws Exception {
        server.execute("create table t (i int)", "select pg_switch_wal()", "insert into t values (1)", "select pg_switch_wal()", "insert into t values (2)");
        server.ground().backUp(encryption);
        Path segment;
        try (Stream<Path> files = Files.list(server.embedded().folder().resolve("data/pg_wal"))) {
            segment = files.filter(file -> file.getFileName().toString().length() == 24).sorted().findFirst().orElseThrow();
        }
        WalPushing pushing = new WalPushing(server.ground().repository(), Optional.empty());
        pushing.push(segment);
        assertNothingReadable();
        Path stored = log().stream().filter(file -> file.toString().endsWith(".zst.age")).findFirst().orElseThrow();
        pushing.push(segment);
        assertThat(log()).hasSize(3);
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/age")), "age is not installed (Debian: apt-get install age)");
        Path secret = folder.resolve("key.txt");
        Files.writeString(secret, key.secretKey().reveal());
        shell("age -d -i " + secret + " " + stored + " | zstd -dc | cmp - " + segment);
    }
}
