package dev.lifeboat.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.replication.place.Places;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.testing.BreakingProxy;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.TestBucket;
import dev.lifeboat.testing.TestDesktop;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Destinations in a bucket: a server of the S3 protocol that checks signatures, and the clients of others reading what we put. */
@Timeout(180)
class S3ReplicationTest {

    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final String MEMBER = "databases/globals.sql.zst";

    @TempDir Path folder;
    private TestDesktop desktop;
    private TestBucket server;
    private Places places;
    private Repository repository;
    private Replication replication;

    @BeforeEach void make() throws Exception {
        desktop = TestDesktop.in(Files.createDirectory(folder.resolve("d"))).withKeyring();
        server = new TestBucket();
        places = new Places(new SystemKeyring("Linux", desktop.environment()));
        places.keepSecret(TestBucket.ACCESS_KEY, new Secret(TestBucket.SECRET));
        repository = Repository.openOrCreate(folder.resolve("repository"));
        replication = new Replication(new AuditLog(folder.resolve("audit.jsonl")), places, folder.resolve("mirrors"));
    }

    @AfterEach void end() throws Exception {
        server.close();
        desktop.close();
    }

    private Destination cloud(URI endpoint) {
        return new Destination("cloud", new Location.Bucket(TestBucket.BUCKET, "lifeboat/shop", Optional.of(endpoint), Optional.empty(), true,
                Optional.of(TestBucket.ACCESS_KEY), Location.Bucket.Settings.OF_BUCKET), Destination.Filter.ALL, Destination.Terms.TRUSTED);
    }

    private Destination cloud() {
        return cloud(server.endpoint());
    }

    private Replication.Result copy(Destination to) {
        return replication.copy(repository, to, Progress.NONE, new Cancellation());
    }

    private List<String> keys() {
        List<String> keys = new ArrayList<>();
        server.store().list(TestBucket.BUCKET, ListContainerOptions.Builder.recursive()).forEach(object -> keys.add(object.getName()));
        return keys;
    }

    private String key(BackupSet set, String path) {
        return "lifeboat/shop/" + set.id() + "/" + path;
    }

    private void alter(String key) throws IOException {
        byte[] bytes = server.store().getBlob(TestBucket.BUCKET, key).getPayload().openStream().readAllBytes();
        bytes[bytes.length / 2] ^= 1;
        server.store().putBlob(TestBucket.BUCKET, server.store().blobBuilder(key).payload(bytes).contentLength(bytes.length).build());
    }

    @Test void everythingComesBackWhenOnlyTheBucketIsLeft() {
        BackupSet one = SampleSets.write(repository, "shop", AT, 200_000);
        BackupSet two = SampleSets.write(repository, "shop", AT.plusSeconds(60), 40_000_000); // in three parts
        Replication.Result first = copy(cloud());
        assertThat(first.copied()).containsExactly(two.id(), one.id());
        assertThat(first.bytes()).isGreaterThanOrEqualTo(one.manifest().sizeBytes() + two.manifest().sizeBytes());
        assertThat(copy(cloud())).isEqualTo(new Replication.Result("cloud", List.of(), List.of(two.id(), one.id()), 0));
        assertThat(replication.state(repository, cloud()).waiting()).isEmpty();

        FolderTree.delete(repository.folder());
        FolderTree.delete(folder.resolve("mirrors"));
        Replication fresh = new Replication(new AuditLog(folder.resolve("fresh.jsonl")), places, folder.resolve("fresh"));
        Repository seen = fresh.look(cloud(), new Cancellation());
        assertThat(seen.list().sets()).extracting(BackupSet::manifest).containsExactly(two.manifest(), one.manifest());
        for (BackupSet set : seen.list().sets()) {
            assertThat(fresh.verify(cloud(), set, Progress.NONE, new Cancellation()).problems()).isEmpty();
            BackupSet fetched = fresh.fetch(cloud(), set, Progress.NONE, new Cancellation());
            assertThat(seen.verify(fetched, Depth.QUICK, Progress.NONE, new Cancellation()).problems()).isEmpty();
        }
    }

    @Test void theTestNamesEachStep() {
        List<Check> checks = replication.test(cloud(), repository);
        assertThat(checks).as(checks.toString()).extracting(Check::level).containsOnly(Check.Level.OK);
        assertThat(checks).extracting(Check::name).containsExactly("Resolve", "Connect", "Authenticate", "Multipart", "Abort", "List", "Repository", "Put", "Ranged get", "Hash", "Delete", "Lock");
        assertThat(keys()).containsExactly("lifeboat/shop/lifeboat-repository.json");
        assertThat(server.store().listMultipartUploads(TestBucket.BUCKET)).isEmpty();
    }

    @Test void aWrongSecretAndAMissingBucketAreNamed() {
        places.keepSecret(TestBucket.ACCESS_KEY, new Secret("wrong"));
        assertThat(replication.test(cloud(), repository)).last().satisfies(check -> {
            assertThat(check.name()).isEqualTo("Authenticate");
            assertThat(check.result()).contains("does not accept the access key").doesNotContain("wrong");
        });
        assertThatThrownBy(() -> copy(cloud())).isInstanceOfSatisfying(Failure.ConnectionFailed.class, e -> assertThat(e.layer()).isEqualTo(Failure.Layer.AUTHENTICATION));
        places.keepSecret(TestBucket.ACCESS_KEY, new Secret(TestBucket.SECRET));
        server.store().deleteContainer(TestBucket.BUCKET);
        assertThatThrownBy(() -> copy(cloud())).isInstanceOf(Failure.NoRepository.class).hasMessageContaining("no bucket backups");
    }

    @Test void anInterruptedUploadIsTakenUpFromItsParts() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 130_000_000); // eight parts of 16 MiB, six at once
        try (BreakingProxy proxy = new BreakingProxy(server.endpoint())) {
            replication.test(cloud(proxy.endpoint()), repository);
            Cancellation cancellation = new Cancellation();
            var counting = new Progress() {
                long bytes;
                @Override public void phase(String name, long total, dev.lifeboat.engine.job.Unit unit) {}
                @Override public synchronized void advance(long amount) {
                    bytes += amount;
                    if (bytes > 10_000_000) {
                        cancellation.cancel();
                    }
                }
                @Override public void item(String name) {}
                @Override public void note(String line) {}
            };
            assertThatThrownBy(() -> replication.copy(repository, cloud(proxy.endpoint()), counting, cancellation)).isInstanceOf(Failure.Cancelled.class);
            assertThat(server.store().listMultipartUploads(TestBucket.BUCKET)).hasSize(1);
            assertThat(keys()).noneMatch(key -> key.endsWith("manifest.json"));
            Replication.Result result = copy(cloud(proxy.endpoint()));
            assertThat(result.copied()).containsExactly(set.id());
            assertThat(result.bytes()).as("at least one part of 16 MiB was there").isLessThan(set.manifest().sizeBytes() - 9_000_000);
            assertThat(server.store().listMultipartUploads(TestBucket.BUCKET)).isEmpty();
            assertThat(replication.verify(cloud(), set, Progress.NONE, new Cancellation()).problems()).isEmpty();
        }
    }

    @Test void resetsInTheMiddleAndBusyAnswersAreSurvived() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 3_000_000);
        try (BreakingProxy proxy = new BreakingProxy(server.endpoint())) {
            proxy.beBusy(3);
            assertThat(copy(cloud(proxy.endpoint())).copied()).containsExactly(set.id());
            BackupSet seen = replication.look(cloud(proxy.endpoint()), new Cancellation()).find(set.id());
            proxy.resetEvery(1_000_000);
            BackupSet fetched = replication.fetch(cloud(proxy.endpoint()), seen, Progress.NONE, new Cancellation());
            assertThat(Files.mismatch(fetched.folder().resolve(MEMBER), set.folder().resolve(MEMBER))).isEqualTo(-1);
            assertThat(proxy.resets()).as("3 MB in pieces of 1 MB").isGreaterThanOrEqualTo(3);
            assertThat(replication.verify(cloud(proxy.endpoint()), seen, Progress.NONE, new Cancellation()).problems()).isEmpty();
        }
    }

    @Test void aServerThatStaysAwayIsNamedAndWhatWasCopiedStays() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 3_000_000);
        try (BreakingProxy proxy = new BreakingProxy(server.endpoint())) {
            replication.test(cloud(proxy.endpoint()), repository);
            proxy.resetEvery(500_000);
            assertThatThrownBy(() -> copy(cloud(proxy.endpoint()))).isInstanceOf(Failure.ConnectionFailed.class);
            proxy.heal();
            assertThat(copy(cloud(proxy.endpoint())).copied()).containsExactly(set.id());
        }
        try (BreakingProxy proxy = new BreakingProxy(server.endpoint())) { // no connection is open yet
            proxy.beBusy(1_000);
            assertThatThrownBy(() -> copy(cloud(proxy.endpoint()))).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("SlowDown");
        }
        server.close();
        assertThatThrownBy(() -> copy(cloud())).isInstanceOf(Failure.ConnectionFailed.class).hasMessageContaining("does not answer");
        server = new TestBucket();
    }

    @Test void whatWasAlteredOrDeletedIsFoundAndNamed() throws Exception {
        BackupSet set = SampleSets.write(repository, "shop", AT, 100_000);
        copy(cloud());
        alter(key(set, MEMBER));
        assertThat(replication.verify(cloud(), set, Progress.NONE, new Cancellation()).problems()).singleElement().asString().contains(MEMBER + " has changed");
        BackupSet seen = replication.look(cloud(), new Cancellation()).find(set.id());
        assertThatThrownBy(() -> replication.fetch(cloud(), seen, Progress.NONE, new Cancellation())).isInstanceOf(Failure.SetDamaged.class).hasMessageContaining(MEMBER);
        server.store().removeBlob(TestBucket.BUCKET, key(set, MEMBER));
        assertThat(replication.verify(cloud(), set, Progress.NONE, new Cancellation()).problems()).singleElement().asString().contains(MEMBER + " is missing");
    }

    @Test void rcloneAndS3cmdReadWhatWePut() throws Exception {
        TestDesktop.needs("rclone", "s3cmd");
        BackupSet set = SampleSets.write(repository, "shop", AT, 20_000_000); // in two parts
        copy(cloud());
        Files.writeString(folder.resolve("rclone.conf"), """
                [t]
                type = s3
                provider = Other
                access_key_id = %s
                secret_access_key = %s
                endpoint = %s
                force_path_style = true
                """.formatted(TestBucket.ACCESS_KEY, TestBucket.SECRET, server.endpoint()));
        Path got = folder.resolve("got");
        run("rclone", "--config", folder.resolve("rclone.conf").toString(), "copy", "t:backups/lifeboat/shop/" + set.id(), got.toString());
        assertThat(FolderTree.files(got)).isEqualTo(FolderTree.files(set.folder()));
        assertThat(run("sh", "-c", "cd '" + got + "' && sha256sum -c SHA256SUMS")).contains(MEMBER + ": OK");

        Files.writeString(folder.resolve("s3cfg"), """
                [default]
                access_key = %s
                secret_key = %s
                host_base = 127.0.0.1:%d
                host_bucket = 127.0.0.1:%d
                use_https = False
                """.formatted(TestBucket.ACCESS_KEY, TestBucket.SECRET, server.endpoint().getPort(), server.endpoint().getPort()));
        assertThat(run("s3cmd", "-c", folder.resolve("s3cfg").toString(), "ls", "-r", "s3://backups/lifeboat/shop/" + set.id() + "/")).contains(MEMBER);
        run("s3cmd", "-c", folder.resolve("s3cfg").toString(), "get", "s3://backups/" + key(set, MEMBER), folder.resolve("one").toString());
        assertThat(Files.mismatch(folder.resolve("one"), set.folder().resolve(MEMBER))).isEqualTo(-1);
    }

    private static String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
