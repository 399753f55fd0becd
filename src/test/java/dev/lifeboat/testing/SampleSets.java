package dev.lifeboat.testing;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.stack.Environment;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Backup sets made by the real writer from made-up bytes, for tests that need no database. */
public final class SampleSets {

    private SampleSets() {}

    /** A set with globals only, of {@code bytes} random bytes, which do not shrink when compressed. */
    public static BackupSet write(Repository repository, String stack, Instant at, int bytes) {
        try (RepositoryLock lock = repository.lock("test");
             SetWriter writer = repository.begin(lock, Kind.DATABASE, stack, at)) {
            member(writer, MemberPath.GLOBALS, bytes, at.getEpochSecond());
            return writer.complete(manifest(stack, at, List.of()));
        }
    }

    /** A set of volumes: databases cannot be brought back from it. */
    public static BackupSet writeVolumes(Repository repository, String stack, Instant at) {
        try (RepositoryLock lock = repository.lock("test");
             SetWriter writer = repository.begin(lock, Kind.VOLUMES, stack, at)) {
            member(writer, "volumes/files.tar.zst", 100, at.getEpochSecond());
            Manifest from = manifest(stack, at, List.of());
            return writer.complete(new Manifest(from.formatVersion(), "", Kind.VOLUMES, stack, from.environment(), from.label(), at, from.completedAt(), from.durationMillis(),
                    from.lifeboatVersion(), new Manifest.ServerRecord("db.example.com", 5432, "", 0, ""), "", List.of(), List.of(), List.of(), from.phaseMillis(),
                    Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    public static Manifest.Member member(SetWriter writer, String path, int bytes, long seed) {
        try (MemberWriter member = writer.member(path, 3, 0)) {
            byte[] content = new byte[bytes];
            new Random(seed).nextBytes(content);
            member.write(content);
            return member.finish();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Without members, as {@link SetWriter#complete} takes it. */
    public static Manifest manifest(String stack, Instant at, List<Manifest.DatabaseRecord> databases) {
        return new Manifest(Manifest.FORMAT_VERSION, "", Kind.DATABASE, stack, Environment.DEVELOPMENT, Optional.of("a label"), at, at.plusSeconds(3),
                3_000, "0.1.0", new Manifest.ServerRecord("db.example.com", 5432, "15.18", 150018, "7301234567890123456"), "15.18", List.of(),
                databases, List.of(), Map.of("Dumping", 2_500L));
    }

    /** What a manifest records of a database with such contents. */
    public static Manifest.DatabaseRecord database(String name, DumpContents contents) {
        return database(name, contents.tables(), contents.sequences(), contents.largeObjects(), contents.objects());
    }

    /** What a manifest records of a database. */
    public static Manifest.DatabaseRecord database(String name, List<DumpContents.TableContents> tables,
            List<DumpContents.SequenceValue> sequences, DumpContents.LargeObjects largeObjects, Map<String, Long> objects) {
        DatabaseFacts facts = new DatabaseFacts(name, "postgres", 8_000_000, "UTF8", "C.UTF-8", "C.UTF-8", "libc", Optional.empty(),
                Optional.empty(), "pg_default", -1, List.of(), List.of(new DatabaseFacts.Extension("plpgsql", "1.0")));
        return new Manifest.DatabaseRecord(facts, MemberPath.ofDump(name), tables, sequences, largeObjects, objects);
    }
}
