package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class VerificationTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();
    private static final String DUMP = MemberPath.ofDump("shop");
    private static byte[] archive;
    private static DumpContents contents;

    @TempDir Path folder;
    private Repository repository;
    private BackupSet set;

    @BeforeAll static void dump() throws Exception {
        String database = SERVER.createDatabase("verify");
        SERVER.execute(database, "create table customer(id serial primary key, name text)",
                "insert into customer(name) select 'name ' || n from generate_series(1, 5000) n",
                "create table empty_table(x int)", "select lo_from_bytea(4711, 'large object')");
        archive = pgDump(database);
        contents = DumpReader.read(new ByteArrayInputStream(archive), OutputStream.nullOutputStream(), DumpReader.Listener.NONE);
    }

    private static byte[] pgDump(String database) throws Exception {
        Map<String, String> environment = Map.of("PGHOST", SERVER.address().host(), "PGPORT", "" + SERVER.address().port(),
                "PGUSER", SERVER.address().user(), "PGPASSWORD", SERVER.embedded().password().reveal());
        List<String> arguments = List.of("--format=custom", "--compress=0", "--dbname=" + database);
        try (ToolProcess process = ToolProcess.start(SERVER.tools().tool("pg_dump"), arguments, environment, new Cancellation())) {
            byte[] bytes = process.output().readAllBytes();
            assertThat(process.await().ok()).isTrue();
            return bytes;
        }
    }

    @BeforeEach void write() throws Exception {
        repository = Repository.openOrCreate(folder);
        set = write(SampleSets.database("shop", contents));
    }

    private BackupSet write(Manifest.DatabaseRecord recorded) throws Exception {
        Instant at = Instant.parse("2026-11-22T02:00:00Z");
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at)) {
            try (MemberWriter member = writer.member(DUMP, 3, 2)) {
                member.write(archive);
                member.finish();
            }
            SampleSets.member(writer, MemberPath.GLOBALS, 1_000, 1);
            return writer.complete(SampleSets.manifest("shop", at, List.of(recorded)));
        }
    }

    private List<String> problems(BackupSet of, VerificationResult.Depth depth) {
        return repository.verify(of, depth, Progress.NONE, new Cancellation()).problems();
    }

    private List<String> quick() {
        return problems(set, VerificationResult.Depth.QUICK);
    }

    private List<String> deep() {
        return problems(set, VerificationResult.Depth.DEEP);
    }

    @Test void aGoodSetIsGoodAndTheResultIsKept() {
        assertThat(contents.rows()).isEqualTo(5_000);
        assertThat(repository.find("latest").verified()).isEmpty();
        assertThat(quick()).isEmpty();
        assertThat(repository.find("latest").verified().orElseThrow().depth()).isEqualTo(VerificationResult.Depth.QUICK);
        assertThat(deep()).isEmpty();
        VerificationResult kept = repository.find("latest").verified().orElseThrow();
        assertThat(kept.depth()).isEqualTo(VerificationResult.Depth.DEEP);
        assertThat(kept.ok()).isTrue();
        assertThat(set.folder().resolve("databases")).isDirectoryNotContaining("glob:**.json");
    }

    @Test void aChangedLabelInTheManifestIsFound() throws Exception {
        Path file = set.folder().resolve("manifest.json");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"a label\"", "\"b label\""));
        set = Repository.read(set.folder());
        assertThat(set.manifest().label()).contains("b label");
        assertThat(quick()).containsExactly("manifest.json has changed: its SHA-256 is not the one in SHA256SUMS.");
        Path sums = set.folder().resolve("SHA256SUMS");
        List<String> lines = new ArrayList<>(Files.readAllLines(sums));
        assertThat(lines.removeIf(line -> line.endsWith("  manifest.json"))).isTrue();
        Files.write(sums, lines);
        assertThat(quick()).containsExactly("SHA256SUMS does not agree with the set about: manifest.json.");
    }

    /** Format 1 had no hash of its manifest. */
    @Test void aSetOfTheFirstFormatIsStillGood() throws Exception {
        Path file = set.folder().resolve("manifest.json");
        Files.writeString(file, Files.readString(file).replace("\"formatVersion\" : 2", "\"formatVersion\" : 1")
                .replaceAll(",\\s*\"encryption\" : null", ""));
        Path sums = set.folder().resolve("SHA256SUMS");
        Files.write(sums, Files.readAllLines(sums).stream().filter(line -> !line.endsWith("  manifest.json")).toList());
        set = Repository.read(set.folder());
        assertThat(set.manifest().formatVersion()).isEqualTo(1);
        assertThat(Files.readString(file)).doesNotContain("encryption");
        assertThat(deep()).isEmpty();
    }

    @Test void everyFlippedBitIsFound() throws Exception {
        Path file = set.folder().resolve(DUMP);
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 20; i++) {
            byte[] bad = good.clone();
            bad[(int) ((long) i * (good.length - 1) / 19)] ^= 1;
            Files.write(file, bad);
            assertThat(quick()).singleElement().asString().startsWith(DUMP + " has changed");
        }
    }

    @Test void cutGrownMissingAndForeignFilesAreFound() throws Exception {
        Path file = set.folder().resolve(DUMP);
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(cut.length() - 1);
        }
        assertThat(quick()).singleElement().asString().startsWith(DUMP).endsWith("it was cut off.");
        assertThat(repository.find("latest").verified().orElseThrow().ok()).isFalse();
        Files.delete(file);
        assertThat(deep()).containsExactly(DUMP + " is missing.");
        Files.writeString(set.folder().resolve("databases/extra.dump.zst"), "x");
        assertThat(quick()).containsExactly(DUMP + " is missing.", "databases/extra.dump.zst does not belong to the set.");
    }

    @Test void theFilesForPeopleAreCheckedToo() throws Exception {
        Path sums = set.folder().resolve("SHA256SUMS");
        String good = Files.readString(sums);
        Files.writeString(sums, good.replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        assertThat(quick()).containsExactly("SHA256SUMS does not agree with the set about: " + DUMP + ".");
        Files.writeString(sums, good.lines().filter(line -> !line.contains("globals")).reduce("", (a, b) -> a + b + "\n"));
        assertThat(quick()).containsExactly("SHA256SUMS does not agree with the set about: " + MemberPath.GLOBALS + ".");
        Files.writeString(sums, "garbage");
        assertThat(quick()).containsExactly("SHA256SUMS is damaged.");
        Files.writeString(sums, good);
        Files.writeString(set.folder().resolve("RESTORE.md"), "rm -rf /");
        assertThat(quick()).containsExactly("SHA256SUMS does not agree with the set about: RESTORE.md.");
    }

    @Test void aManifestThatDoesNotTellTheContentsIsFoundByReading() throws Exception {
        List<DumpContents.TableContents> tables = new ArrayList<>(contents.tables());
        DumpContents.TableContents customer = tables.stream().filter(t -> t.name().equals("customer")).findFirst().orElseThrow();
        tables.remove(customer);
        tables.add(new DumpContents.TableContents("public", "customer", 4_999, customer.hash()));
        tables.add(new DumpContents.TableContents("public", "gone", 1, customer.hash()));
        Manifest.DatabaseRecord wrong = SampleSets.database("shop", tables, List.of(), DumpContents.LargeObjects.NONE, contents.objects());
        BackupSet other = write(wrong);
        assertThat(problems(other, VerificationResult.Depth.QUICK)).isEmpty();
        assertThat(problems(other, VerificationResult.Depth.DEEP))
                .anyMatch(p -> p.contains("table public.customer has 5000 rows") && p.contains("instead of 4999 rows"))
                .anyMatch(p -> p.contains("table public.gone is not in the dump"))
                .anyMatch(p -> p.contains("sequence public.customer_id_seq is in the dump, but not in the manifest"))
                .anyMatch(p -> p.contains("large objects: 1 with"))
                .hasSize(4);
    }

    @Test void aDumpThatWasStoredBrokenIsFoundByReading() throws Exception {
        byte[] whole = archive;
        archive = java.util.Arrays.copyOf(whole, whole.length * 2 / 3);
        try {
            BackupSet other = write(SampleSets.database("shop", contents));
            assertThat(problems(other, VerificationResult.Depth.QUICK)).isEmpty();
            assertThat(problems(other, VerificationResult.Depth.DEEP)).singleElement().asString().startsWith(DUMP + " cannot be read as it should");
        } finally {
            archive = whole;
        }
    }

    @Test void canBeCancelled() {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();
        assertThatThrownBy(() -> repository.verify(set, VerificationResult.Depth.DEEP, Progress.NONE, cancellation)).isInstanceOf(Failure.Cancelled.class);
        assertThat(repository.find("latest").verified()).isEmpty();
    }
}
