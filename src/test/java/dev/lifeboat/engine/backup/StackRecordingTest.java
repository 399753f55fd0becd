package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.ContainerRecipe;
import dev.lifeboat.engine.docker.HeldServices;
import dev.lifeboat.engine.docker.StackRecipe;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberReading;
import dev.lifeboat.engine.repository.ReEncryption;
import dev.lifeboat.engine.repository.StackRecord;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.testing.TestEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a set says of the containers of its stack, and what it never says. */
@Timeout(300)
class StackRecordingTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static final String CANARY = "xCANARYx";
    private static final Identity KEY = Identity.generate();
    private static final Unlock UNLOCK = Unlock.with(KEY);

    @TempDir static Path project;
    private static String server;
    private static String backend;
    private static String stranger;
    private static String volume;
    private static String network;

    @TempDir Path folder;

    @BeforeAll
    static void stack() throws Exception {
        volume = DOCKER.volume("functions");
        network = "lifeboat-record-" + ProcessHandle.current().pid();
        DOCKER.run("network", "create", "--internal", "--subnet", "10.99.8.0/24", network);
        Files.writeString(project.resolve("compose.yaml"), """
                # the old password was %1$s-comment
                name: shop
                x-common: &common
                  TOKEN: %1$s-anchor
                services:
                  postgres:
                    image: lifeboat-test/postgres:17
                    environment:
                      POSTGRES_PASSWORD: %1$s-environment
                      POSTGRES_USER: ${POSTGRES_USER}
                    volumes:
                      - data:/var/lib/postgresql/data
                  backend:
                    image: "lifeboat-test/busybox:1"
                    restart: unless-stopped
                    environment:
                      - API_TOKEN=%1$s-list
                      - PORT=8080
                    command: ["/bin/serve", "--token", "%1$s-flow"]
                    entrypoint: |
                      run --password
                      %1$s-block: yes
                    labels: { traefik.auth: "%1$s-label" }
                    ports:
                      - "127.0.0.1:8080:8080"
                      - %1$s@host:80
                    depends_on: [postgres]
                volumes:
                  data:
                """.formatted(CANARY));
        Files.writeString(project.resolve(".env"), "POSTGRES_USER=shop\nPOSTGRES_PASSWORD=" + CANARY + "-env\n");
        String[] labels = {"--label", "com.docker.compose.project=rec" + ProcessHandle.current().pid(), "--label", "com.docker.compose.project.working_dir=" + project,
            "--label", "com.docker.compose.project.config_files=" + project.resolve("compose.yaml")};
        server = DOCKER.startPostgres("record", with(labels, "--label", "com.docker.compose.service=postgres", "-e", "APP_SECRET=" + CANARY + "-server"));
        backend = DOCKER.start("backend", TestEngine.POSTGRES, with(labels, "--label", "com.docker.compose.service=backend", "--label", "backup=" + CANARY + "-label",
                "-v", volume + ":/functions", "-v", project + ":/project:ro", "-e", "PGDATA=/tmp/none", "-e", "API_TOKEN=" + CANARY + "-token", "-e", "PORT=8080",
                "-e", "POSTGRES_PASSWORD_FILE=/run/secrets/password", "-e", "DATABASE_URL=postgresql://a:" + CANARY + "@h/d", "--restart", "on-failure:3",
                "--memory", "67108864", "--stop-timeout", "77", "--user", "0:0", "-p", "127.0.0.1:18998:80", "--cap-add", "NET_ADMIN", "--hostname", "the-backend",
                "--health-cmd", "check --password " + CANARY + "-health", "--health-interval", "30s", "--health-retries", "4", "--health-timeout", "5s"));
        DOCKER.run("network", "disconnect", "none", backend);
        DOCKER.run("network", "connect", "--ip", "10.99.8.7", "--alias", "api", network, backend);
        DOCKER.run("exec", backend, "sh", "-c", "echo hello > /functions/a");
        stranger = DOCKER.start("stranger", TestEngine.BUSYBOX);
    }

    @AfterAll
    static void removeNetwork() throws Exception {
        if (backend != null) {
            DOCKER.run("network", "disconnect", "-f", network, backend);
            DOCKER.run("network", "rm", network);
        }
    }

    private static String[] with(String[] some, String... more) {
        return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
    }

    private DockerGround ground() {
        return new DockerGround(DOCKER, folder);
    }

    private static Stack encrypted(Stack stack) {
        return stack.encryptedTo(List.of(KEY.recipient()));
    }

    private Stack shop() {
        return ground().stack(server, List.of(), volume);
    }

    private static Stack recording(Stack stack, ContainerEnvironment environment) {
        return stack.with(stack.docker().map(side -> side.recording(environment)));
    }

    private static StackRecord record(BackupSet set) {
        return set.manifest().docker().orElseThrow().stack().orElseThrow();
    }

    private static String content(BackupSet set, String path) throws IOException {
        Manifest.Member member = set.manifest().members().stream().filter(one -> one.path().equals(path)).findFirst().orElseThrow();
        try (var in = MemberReading.raw(Files.newInputStream(set.folder().resolve(path)), set.manifest(), member, UNLOCK)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static StackRecipe recipe(BackupSet set) throws IOException {
        return Json.read(content(set, record(set).member()).getBytes(StandardCharsets.UTF_8), StackRecipe.class, Path.of("stack.json"));
    }

    private static ContainerRecipe container(StackRecipe recipe, String name) {
        return recipe.containers().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    /** Every file of the set, those that are compressed as they are and as they were before. */
    private static void holdsNo(String secret, BackupSet set) throws IOException {
        try (var files = Files.walk(set.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(secret);
                if (file.toString().endsWith(".zst")) {
                    try (var in = new ZstdInputStream(new ByteArrayInputStream(bytes))) {
                        assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(secret);
                    }
                }
            }
        }
    }

    private static Map<String, String> known(Map<String, Optional<String>> values) {
        Map<String, String> known = new TreeMap<>();
        values.forEach((name, value) -> value.ifPresent(text -> known.put(name, text)));
        return known;
    }

    @Test
    void anEncryptedSetHoldsEverythingThatItTakesToCreateTheContainersAgain() throws Exception {
        BackupSet set = ground().backUp(encrypted(shop()));
        assertThat(set.manifest().warnings()).isEmpty();
        StackRecord record = record(set);
        assertThat(record.product()).isEqualTo("Docker");
        assertThat(record.environment()).isEqualTo(ContainerEnvironment.ENCRYPTED);
        assertThat(record.member()).isEqualTo("stack/stack.json.age");
        assertThat(record.remarks()).isEmpty();
        assertThat(record.containers()).extracting(StackRecord.ContainerRecord::name).containsExactly(backend, server);
        assertThat(record.containers()).extracting(one -> one.service().orElseThrow()).containsExactly("backend", "postgres");
        assertThat(record.containers()).extracting(StackRecord.ContainerRecord::imageId).containsOnly(DOCKER.run("inspect", "--format", "{{.Image}}", server));
        assertThat(record.compose()).containsExactly(
                new StackRecord.ComposeRecord(project.resolve("compose.yaml").toString(), Optional.of("stack/compose/compose.yaml.age"), true),
                new StackRecord.ComposeRecord(project.resolve(".env").toString(), Optional.of("stack/compose/%2Eenv.age"), true));
        assertThat(content(set, "stack/compose/compose.yaml.age")).isEqualTo(Files.readString(project.resolve("compose.yaml")));
        assertThat(content(set, "stack/compose/%2Eenv.age")).isEqualTo(Files.readString(project.resolve(".env")));

        StackRecipe recipe = recipe(set);
        ContainerRecipe its = container(recipe, backend);
        assertThat(known(its.environment())).containsEntry("API_TOKEN", CANARY + "-token").containsEntry("PORT", "8080").containsEntry("PGDATA", "/tmp/none");
        assertThat(its.leftOut()).isEmpty();
        assertThat(its.image().name()).isEqualTo(TestEngine.POSTGRES);
        assertThat(its.entrypoint()).containsExactly("docker-entrypoint.sh");
        assertThat(its.user()).isEqualTo("0:0");
        assertThat(its.hostname()).isEqualTo("the-backend");
        assertThat(its.mounts()).contains(new ContainerRecipe.Mount("volume", volume, "/functions", false), new ContainerRecipe.Mount("bind", project.toString(), "/project", true));
        assertThat(its.restart()).isEqualTo(new ContainerRecipe.Restart("on-failure", 3));
        assertThat(its.limits().memoryBytes()).isEqualTo(67_108_864);
        assertThat(its.stopSeconds()).contains(77);
        assertThat(its.rights().added()).containsExactly("NET_ADMIN");
        assertThat(its.network().ports()).containsExactly(new ContainerRecipe.Port("80/tcp", "127.0.0.1", "18998"));
        assertThat(its.network().attached()).containsEntry(network, new ContainerRecipe.Attachment(List.of("api"), "10.99.8.7"));
        assertThat(its.health()).contains(new ContainerRecipe.Health(List.of("CMD-SHELL", "check --password " + CANARY + "-health"), 30_000_000_000L, 5_000_000_000L, 4, 0));
        assertThat(known(its.labels())).containsEntry("backup", CANARY + "-label");
        assertThat(recipe.volumes()).extracting(StackRecipe.VolumeRecipe::name).contains(volume);
        assertThat(recipe.networks()).containsExactly(new StackRecipe.NetworkRecipe(network, "bridge", true, List.of("10.99.8.0/24"), Map.of()));
        assertThat(container(recipe, server).hostname()).as("the engine gave it one").isEmpty();

        holdsNo(CANARY, set);
        assertThat(ground().repository().verify(set, VerificationResult.Depth.DEEP, UNLOCK, Progress.NONE, new Cancellation()).problems()).isEmpty();
        assertThatThrownBy(() -> new ReEncryption(ground().repository(), set, Encryption.NONE, UNLOCK, Progress.NONE, new Cancellation()).run()).isInstanceOf(Failure.BadInput.class);
    }

    @Test
    void aSetThatIsNotEncryptedHoldsNoSecretOfAnyKind() throws Exception {
        BackupSet set = ground().backUp(shop());
        assertThat(set.manifest().warnings()).isEmpty();
        assertThat(record(set).environment()).isEqualTo(ContainerEnvironment.NAMES);
        holdsNo(CANARY, set);
        ContainerRecipe its = container(recipe(set), backend);
        assertThat(its.environment()).containsKeys("API_TOKEN", "DATABASE_URL").containsEntry("API_TOKEN", Optional.empty());
        assertThat(known(its.environment())).containsOnlyKeys("PATH", "PG_MAJOR", "PGDATA", "PORT", "POSTGRES_PASSWORD_FILE");
        assertThat(its.leftOut()).containsExactlyInAnyOrder("environment API_TOKEN", "environment DATABASE_URL", "label backup", "healthcheck, word 1", "healthcheck, word 3");
        assertThat(its.health().orElseThrow().test()).containsExactly("CMD-SHELL", "(left out) --password (left out)");
        assertThat(its.entrypoint()).containsExactly("docker-entrypoint.sh");
        String compose = content(set, "stack/compose/compose.yaml");
        assertThat(compose).contains("image: lifeboat-test/postgres:17", "- data:/var/lib/postgresql/data", "POSTGRES_USER: ${POSTGRES_USER}", "restart: unless-stopped",
                "POSTGRES_PASSWORD: # left out", "- API_TOKEN # left out", "\"127.0.0.1:8080:8080\"", "command: # left out");
        assertThat(content(set, "stack/compose/%2Eenv")).contains("POSTGRES_USER=shop\n", "POSTGRES_PASSWORD=\n");
        assertThat(record(set).compose()).noneMatch(StackRecord.ComposeRecord::whole);
        String instructions = Files.readString(set.folder().resolve("RESTORE.md"));
        assertThat(instructions).contains("## On a new host", "cat stack/stack.json", "cat stack/compose/compose.yaml > new-stack/compose.yaml", "cat stack/compose/%2Eenv > new-stack/.env",
                "docker compose -f compose.yaml up --no-start", "to be built or loaded again: lifeboat-test/postgres:17");
        assertThat(Files.readString(set.folder().resolve("SHA256SUMS"))).contains("  stack/stack.json\n", "  stack/compose/compose.yaml\n");
    }

    @Test
    void theEnvironmentCanBeLeftOutAltogetherAndIsNeverWrittenInTheClear() throws Exception {
        BackupSet set = ground().backUp(encrypted(recording(shop(), ContainerEnvironment.NONE)));
        assertThat(container(recipe(set), backend).environment()).isEmpty();
        assertThat(container(recipe(set), backend).leftOut()).contains("environment");
        assertThat(content(set, record(set).member())).doesNotContain(CANARY, "API_TOKEN");
        assertThat(content(set, "stack/compose/compose.yaml.age")).doesNotContain(CANARY, "API_TOKEN");
        assertThat(record(set).compose().getLast().member()).isEmpty();
        Stack inTheClear = recording(shop(), ContainerEnvironment.ENCRYPTED);
        assertThatThrownBy(() -> ground().backup().plan(inTheClear, ground().repository(), VolumeBackupPlan.Options.DEFAULT))
                .isInstanceOf(Failure.BadInput.class).hasMessageContaining("would not be encrypted");
    }

    @Test
    void everyKindOfSetRecordsIt() throws Exception {
        var repository = ground().repository();
        var log = new AuditLog(folder.resolve("audit.jsonl"));
        var passwords = new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret"));
        DatabaseBackup databases = new DatabaseBackup(new Tools(), passwords, log);
        BackupSet dumped = databases.run(databases.plan(shop(), repository, DatabaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        BaseBackup base = new BaseBackup(new Tools(), passwords, log);
        BackupSet copied = base.run(base.plan(encrypted(shop()), repository, BaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        FullBackup full = new FullBackup(databases, new VolumeBackup(log), passwords, log, folder.resolve("held"));
        BackupSet both = full.run(full.plan(shop(), repository, new FullBackupPlan.Options(List.of(), List.of(), Optional.empty(), 1, HeldServices.Mode.PAUSE)), Progress.NONE, new Cancellation());
        assertThat(List.of(dumped.id(), copied.id(), both.id())).satisfiesExactly(id -> assertThat(id).endsWith("-database"), id -> assertThat(id).endsWith("-base"),
                id -> assertThat(id).endsWith("-full"));
        for (BackupSet set : List.of(dumped, copied, both)) {
            assertThat(record(set).containers()).extracting(StackRecord.ContainerRecord::name).containsExactly(backend, server).doesNotContain(stranger);
            assertThat(recipe(set).containers()).hasSize(2);
            assertThat(Files.readString(set.folder().resolve("RESTORE.md"))).contains("## On a new host");
            assertThat(ground().repository().verify(set, VerificationResult.Depth.DEEP, UNLOCK, Progress.NONE, new Cancellation()).problems()).isEmpty();
            holdsNo(CANARY, set);
        }
        assertThat(both.manifest().docker().orElseThrow().capture()).isPresent();
        assertThat(dumped.manifest().docker().orElseThrow().volumes()).isEmpty();
    }

    @Test
    void anEngineThatDoesNotAnswerIsAWarningAndNoFailure() throws Exception {
        // The server is reached through its container; the rest is said to be elsewhere.
        Stack elsewhere = shop().with(Optional.of(new DockerSide(URI.create("unix:///no/such.sock"), Optional.empty(), List.of(), List.of())));
        var log = new AuditLog(folder.resolve("audit.jsonl"));
        DatabaseBackup databases = new DatabaseBackup(new Tools(), new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret")), log);
        BackupSet set = databases.run(databases.plan(elsewhere, ground().repository(), DatabaseBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
        assertThat(set.manifest().warnings()).singleElement().asString().startsWith("What the stack is made of was not recorded: No Docker engine answers");
        assertThat(set.manifest().docker()).isEmpty();
    }

    @Test
    void aComposeFileThatIsNotThereIsSaid() throws Exception {
        String other = DOCKER.volume("other");
        String user = DOCKER.start("user", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", other + ":/files", "--label", "com.docker.compose.project=gone",
                "--label", "com.docker.compose.project.working_dir=/no/such", "--label", "com.docker.compose.project.config_files=compose.yml,/etc/shadow");
        DOCKER.run("exec", user, "sh", "-c", "echo hello > /files/a");
        BackupSet set = ground().backUp(encrypted(ground().stack(user, List.of(), other)));
        assertThat(record(set).remarks()).containsExactly("The Compose file /no/such/compose.yml could not be recorded: there is no such file on this computer.",
                "The Compose file /etc/shadow could not be recorded: it has no name of such a file.");
        assertThat(record(set).compose()).extracting(StackRecord.ComposeRecord::member).containsOnly(Optional.empty());
        assertThat(set.manifest().warnings()).isEmpty();
        assertThat(Files.readString(set.folder().resolve("RESTORE.md"))).contains("(The Compose file /no/such/compose.yml could not be recorded");
    }
}
