package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.Probe;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.ProvingPlan.Where;
import dev.lifeboat.testing.TestEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DockerProofTest extends ContainerProofs {

    @RegisterExtension static final TestEngine ENGINE = TestEngine.docker();

    private static String server;
    private static String volume;

    @BeforeAll
    static void stack() throws Exception {
        server = ENGINE.startPostgres("proof");
        volume = ENGINE.volume("proof");
        fill(ENGINE, server, volume);
    }

    @Override
    TestEngine engine() {
        return ENGINE;
    }

    @Override
    String server() {
        return server;
    }

    @Override
    String volume() {
        return volume;
    }

    @Test
    void databasesAreProvenInAContainerOfTheSameImageWithoutANetwork() throws Exception {
        BackupSet set = databases();
        engine().run("exec", server(), "psql", "-q", "-U", "postgres", "-h", "127.0.0.1", "-c", "update orders set what = what"); // the present one is not what is looked at
        String[] seen = new String[1];
        Probe probe = new Probe("Restoring", 0, () -> seen[0] = inspect("{{.HostConfig.NetworkMode}} {{.HostConfig.Memory}}"));
        VerificationResult result = proving().run(ground.repository(), set, probe, new Cancellation());
        assertThat(result.problems()).isEmpty();
        assertThat(result.depth()).isEqualTo(VerificationResult.Depth.PROVEN);
        assertThat(seen[0]).isEqualTo("none 2147483648");
        ProvenRecord record = ground.repository().proven(set).orElseThrow();
        assertThat(record.place()).startsWith("a scratch container of ").contains("lifeboat-test/postgres:17");
        assertThat(record.databases()).singleElement().satisfies(database -> {
            assertThat(database.name()).isEqualTo("postgres");
            assertThat(database.rows()).isEqualTo(1_000);
            assertThat(database.sequences()).isEqualTo(1);
            assertThat(database.indexes()).isGreaterThan(100);
        });
        assertThat(ground.helpers()).isEmpty();
    }

    @Test
    void aSetThatRecordsWhatItDoesNotHoldIsRejectedInTheContainer() throws Exception {
        BackupSet set = databases();
        Path manifest = set.folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 1000", "\"rows\" : 1001"));
        assertThat(proving().run(ground.repository(), set, Progress.NONE, new Cancellation()).problems()).anyMatch(problem -> problem.contains("1,000 rows in table public.orders, not 1,001"));
        assertThat(ground.helpers()).isEmpty();
    }

    @Test
    void scratchDatabasesOnTheStacksServerAreOnlyMadeWhenAskedAndAreGoneAfterwards() throws Exception {
        BackupSet set = databases();
        assertThat(proving().plan(set, Where.AUTO).place()).doesNotContain("on the server of the stack");
        String before = names();
        VerificationResult result = proving().run(ground.repository(), proving().plan(set, Where.DATABASE), new Probe("Checking indexes", 0, () -> assertThat(uncheckedNames()).contains("lifeboat_proof_")), new Cancellation());
        assertThat(result.problems()).isEmpty();
        assertThat(ground.repository().proven(set).orElseThrow().place()).isEqualTo("scratch databases on the server of the stack shop");
        assertThat(names()).isEqualTo(before);
        Path manifest = set.folder().resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"rows\" : 1000", "\"rows\" : 1001"));
        assertThat(proving().run(ground.repository(), proving().plan(set, Where.DATABASE), Progress.NONE, new Cancellation()).problems()).isNotEmpty();
        assertThat(names()).as("also after a failure").isEqualTo(before);
        assertThatThrownBy(() -> proving().plan(base(), Where.DATABASE)).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void aCancelledProofLeavesNothing() throws Exception {
        BackupSet set = databases();
        Cancellation cancellation = new Cancellation();
        assertThatThrownBy(() -> proving().run(ground.repository(), set, new Probe("Restoring", 0, cancellation::cancel), cancellation)).isInstanceOf(Failure.Cancelled.class);
        assertThat(ground.helpers()).isEmpty();
        assertThat(ground.repository().proven(set)).isEmpty();
    }

    private String names() throws Exception {
        return engine().run("exec", server(), "psql", "-U", "postgres", "-h", "127.0.0.1", "-Atc", "select datname from pg_database order by 1");
    }

    private String uncheckedNames() {
        try {
            return names();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
