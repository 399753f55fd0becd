package dev.lifeboat.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.testing.SampleSets;
import dev.lifeboat.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded damages of a plain and of an encrypted set: deep verification rejects every one, and says what is wrong in words.
 * {@code -Dlifeboat.damages=10000} makes more of them.
 */
@Timeout(1800)
class DamageCampaignTest {

    private static final int DAMAGES = Integer.getInteger("lifeboat.damages", 300);
    private static final int CHUNK = (1 << 16) + 16;

    @RegisterExtension static final TestServer SERVER = new TestServer();
    private static byte[] archive;
    private static DumpContents contents;

    @TempDir Path folder;
    private final Identity key = Identity.generate();
    private final Random random = new Random(51);

    /** What is done to a set. HASHED ones also put the hashes right, as someone would who wants it to pass. */
    private enum Damage { FLIPPED_BIT, CUT, CUT_HASHED, FLIPPED_BIT_HASHED, SWAPPED, MISSING, DUPLICATED, FOREIGN, EDITED_MANIFEST, WRONG_KEY }

    @BeforeAll static void dump() throws Exception {
        String database = SERVER.createDatabase("campaign");
        SERVER.execute(database, "create table t(id serial primary key, v text)", "insert into t(v) select md5(n::text) from generate_series(1, 8000) n");
        Map<String, String> environment = Map.of("PGHOST", SERVER.address().host(), "PGPORT", "" + SERVER.address().port(),
                "PGUSER", SERVER.address().user(), "PGPASSWORD", SERVER.embedded().password().reveal());
        try (ToolProcess process = ToolProcess.start(SERVER.tools().tool("pg_dump"), List.of("--format=custom", "--compress=0", "--dbname=" + database), environment, new Cancellation())) {
            archive = process.output().readAllBytes();
            assertThat(process.await().ok()).isTrue();
        }
        contents = DumpReader.read(new ByteArrayInputStream(archive), OutputStream.nullOutputStream(), DumpReader.Listener.NONE);
    }

    private BackupSet write(Repository repository, Instant at, Encryption encryption) throws IOException {
        try (RepositoryLock lock = repository.lock("test"); SetWriter writer = repository.begin(lock, Kind.DATABASE, "shop", at, encryption)) {
            Manifest.Member dump;
            try (MemberWriter member = writer.member(MemberPath.ofDump("shop"), 3, 0)) {
                member.write(archive);
                dump = member.finish();
            }
            SampleSets.member(writer, MemberPath.GLOBALS, 150_000, at.getEpochSecond());
            Manifest.DatabaseRecord record = SampleSets.database("shop", contents);
            return writer.complete(SampleSets.manifest("shop", at, List.of(new Manifest.DatabaseRecord(record.facts(), dump.path(), record.tables(), record.sequences(),
                    record.largeObjects(), record.objects()))));
        }
    }

    @Test void trap51EveryDamageIsRejectedInWords() throws Exception {
        Map<Damage, Integer> done = new EnumMap<>(Damage.class);
        int each = DAMAGES / 2;
        campaign(Encryption.NONE, each, done);
        campaign(Encryption.to(List.of(key.recipient())), DAMAGES - each, done);
        System.out.println("Damages rejected: " + done);
        assertThat(done.keySet()).containsExactly(Damage.values());
    }

    private void campaign(Encryption encryption, int count, Map<Damage, Integer> done) throws Exception {
        boolean encrypted = !(encryption instanceof Encryption.None);
        Repository repository = Repository.openOrCreate(folder.resolve(encrypted ? "encrypted" : "plain"));
        BackupSet good = write(repository, Instant.parse("2026-11-22T02:00:00Z"), encryption);
        BackupSet other = write(repository, Instant.parse("2026-11-23T02:00:00Z"), encryption);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String path : new TreeSet<>(FolderTree.files(good.folder()))) {
            files.put(path, Files.readAllBytes(good.folder().resolve(path)));
        }
        assertThat(rejection(repository, good.folder(), Unlock.with(key))).as("undamaged").isEmpty();
        for (int i = 0; i < count; i++) {
            Damage damage = Damage.values()[i % Damage.values().length];
            if (!encrypted && damage == Damage.WRONG_KEY || !encrypted && damage == Damage.FLIPPED_BIT_HASHED) {
                damage = Damage.FLIPPED_BIT; // a bit of zstd's frame may mean nothing; age authenticates each
            }
            String what = damage(damage, good, other, i);
            Unlock unlock = damage == Damage.WRONG_KEY ? Unlock.with(Identity.generate()) : Unlock.with(key);
            String why = rejection(repository, good.folder(), unlock);
            assertThat(why).as("damage %d of the %s set: %s", i, encrypted ? "encrypted" : "plain", what).isNotEmpty();
            assertThat(why).as("words for damage %d: %s", i, what).doesNotContainIgnoringCase("exception").doesNotContain(": null", "[0, 0").matches("(?s).* (is|has|holds|does|cannot|that|and|which|was|the) .*");
            done.merge(damage, 1, Integer::sum);
            restore(good.folder(), files);
        }
        assertThat(rejection(repository, good.folder(), Unlock.with(key))).as("put right again").isEmpty();
    }

    private static void restore(Path set, Map<String, byte[]> files) throws IOException {
        for (String path : FolderTree.files(set)) {
            if (!files.containsKey(path)) {
                Files.delete(set.resolve(path));
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(set.resolve(file.getKey()), file.getValue());
        }
    }

    /** Why it is rejected; empty when it passes. */
    private static String rejection(Repository repository, Path set, Unlock unlock) {
        try {
            return String.join(" ", repository.verify(Repository.read(set), Depth.DEEP, unlock, Progress.NONE, new Cancellation()).problems());
        } catch (Failure.SetDamaged | Failure.KeyNeeded e) {
            return e.getMessage();
        } catch (RuntimeException e) {
            return fail("not an expected failure", e);
        }
    }

    /** @return what was done, for the message of a failed test */
    private String damage(Damage damage, BackupSet good, BackupSet other, int number) throws IOException {
        Path set = good.folder();
        List<String> members = good.manifest().members().stream().map(Manifest.Member::path).toList();
        String member = members.get(random.nextInt(members.size()));
        Path file = set.resolve(member);
        return damage + " " + member + " " + switch (damage) {
            case FLIPPED_BIT -> {
                List<String> all = List.copyOf(new TreeSet<>(FolderTree.files(set)));
                String any = all.get(random.nextInt(all.size()));
                yield any + " " + flip(set.resolve(any));
            }
            case CUT -> cut(file, number);
            case CUT_HASHED -> {
                String where = cut(file, number);
                putRight(set, member);
                yield where;
            }
            case FLIPPED_BIT_HASHED -> {
                String where = flip(file);
                putRight(set, member);
                yield where;
            }
            case SWAPPED -> {
                byte[] first = Files.readAllBytes(set.resolve(members.get(0)));
                Files.write(set.resolve(members.get(0)), Files.readAllBytes(set.resolve(members.get(1))));
                Files.write(set.resolve(members.get(1)), first);
                yield "";
            }
            case MISSING -> {
                String gone = List.of(member, SetFiles.SUMS, SetFiles.INSTRUCTIONS, SetFiles.MANIFEST).get(random.nextInt(4));
                Files.delete(set.resolve(gone));
                yield gone;
            }
            case DUPLICATED -> {
                Files.copy(file, set.resolve("databases/copy" + random.nextInt(1000) + ".zst"));
                yield "";
            }
            case FOREIGN -> {
                // The dump is the same in both when it is not encrypted.
                String foreign = members.get(1);
                Files.write(set.resolve(foreign), Files.readAllBytes(other.folder().resolve(foreign)));
                yield foreign;
            }
            case EDITED_MANIFEST -> edit(set.resolve(SetFiles.MANIFEST));
            case WRONG_KEY -> "";
        };
    }

    private String flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        int bit = random.nextInt(8);
        bytes[at] ^= (byte) (1 << bit);
        Files.write(file, bytes);
        return "byte " + at + " bit " + bit;
    }

    /** By turns at each border between chunks of age, counted from the end of the head, and anywhere. */
    private String cut(Path file, int number) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String start = new String(bytes, 0, Math.min(bytes.length, 1000), StandardCharsets.ISO_8859_1);
        int at = random.nextInt(bytes.length);
        if (start.startsWith("age-encryption.org") && number % 20 < 10) {
            int head = start.indexOf('\n', start.indexOf("\n--- ") + 1) + 1 + 16;
            at = head + CHUNK * random.nextInt((bytes.length - head - 1) / CHUNK + 1);
        }
        Files.write(file, Arrays.copyOf(bytes, at));
        return "at " + at;
    }

    private String edit(Path manifest) throws IOException {
        String text = Files.readString(manifest);
        List<Integer> digits = text.chars().boxed().toList();
        int at = random.nextInt(text.length());
        while (!Character.isLetterOrDigit(digits.get(at))) {
            at = random.nextInt(text.length());
        }
        char old = text.charAt(at);
        char fresh = Character.isDigit(old) ? (char) ('0' + (old - '0' + 1 + random.nextInt(9)) % 10) : old == 'x' ? 'y' : 'x';
        Files.writeString(manifest, text.substring(0, at) + fresh + text.substring(at + 1));
        return "character " + at + ": " + old + " to " + fresh;
    }

    /** Size and hash of a member in the manifest, and both in SHA256SUMS. */
    private static void putRight(Path set, String path) throws IOException {
        byte[] stored = Files.readAllBytes(set.resolve(path));
        Manifest manifest = SetFiles.readManifest(set);
        List<Manifest.Member> members = manifest.members().stream().map(member -> member.path().equals(path)
                ? new Manifest.Member(path, stored.length, Sha256.of(stored), member.rawBytes(), member.compression(), member.encryption()) : member).toList();
        byte[] json = dev.lifeboat.engine.Json.readable(manifest.with(manifest.id(), members));
        Files.write(set.resolve(SetFiles.MANIFEST), json);
        Files.writeString(set.resolve(SetFiles.SUMS),
                Checksums.of(manifest.with(manifest.id(), members), Sha256.of(Files.readAllBytes(set.resolve(SetFiles.INSTRUCTIONS))), json).text());
    }
}
