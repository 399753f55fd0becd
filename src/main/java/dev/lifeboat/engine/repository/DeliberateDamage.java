package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.dump.DumpContents.SequenceValue;
import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a self-test does to a copy of a set: the negative control of every verification. Those that change what a set records
 * put all checksums right afterwards, so that only reading what is in it finds them.
 */
public enum DeliberateDamage {
    /** One bit in the middle of the largest file. */
    FLIPPED_BIT("a flipped bit"),
    /** The end of the largest file is gone. */
    CUT_FILE("a file that is cut off"),
    /** The smallest file is gone. */
    MISSING_FILE("a missing file"),
    /** A dump has a row less than was recorded, and otherwise the same. */
    LOST_ROW("a lost row"),
    /** A sequence stands before where it was recorded. */
    LOST_SEQUENCE_ADVANCE("a sequence that fell back"),
    /** A copy of a server ends before where it was recorded to be consistent. */
    SHORT_LOG("a log that ends too early");

    private final String words;

    DeliberateDamage(String words) {
        this.words = words;
    }

    /** For people: "a flipped bit". */
    public String inWords() {
        return words;
    }

    /** Whether it changes what the set records, checksums put right: only {@link VerificationResult.Depth#DEEP} and beyond find it. */
    public boolean isHidden() {
        return this == LOST_ROW || this == LOST_SEQUENCE_ADVANCE || this == SHORT_LOG;
    }

    /** Whether the set has what it damages. */
    public boolean fits(Manifest manifest) {
        return switch (this) {
            case FLIPPED_BIT, CUT_FILE, MISSING_FILE -> !manifest.members().isEmpty();
            case LOST_ROW -> manifest.databases().stream().anyMatch(database -> !database.tables().isEmpty());
            case LOST_SEQUENCE_ADVANCE -> manifest.databases().stream().anyMatch(database -> !database.sequences().isEmpty());
            case SHORT_LOG -> manifest.base().isPresent();
        };
    }

    /**
     * Damages a copy that nobody needs. A file that is changed is written anew, so that one that shares its bytes stays whole.
     *
     * @throws dev.lifeboat.engine.Failure.StorageFailed when it cannot be written
     */
    public void doTo(BackupSet copy) {
        Manifest manifest = copy.manifest();
        Comparator<Manifest.Member> bySize = Comparator.comparingLong(Manifest.Member::sizeBytes);
        try {
            switch (this) {
                case FLIPPED_BIT -> flip(copy.folder().resolve(manifest.members().stream().max(bySize).orElseThrow().path()));
                case CUT_FILE -> cut(copy.folder().resolve(manifest.members().stream().max(bySize).orElseThrow().path()));
                case MISSING_FILE -> Files.delete(copy.folder().resolve(manifest.members().stream().min(bySize).orElseThrow().path()));
                case LOST_ROW -> record(copy, databases(manifest, DeliberateDamage::oneRowMore), manifest.base());
                case LOST_SEQUENCE_ADVANCE -> record(copy, databases(manifest, DeliberateDamage::oneAdvanceMore), manifest.base());
                case SHORT_LOG -> record(copy, manifest.databases(), manifest.base().map(DeliberateDamage::later));
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not damage the copy in " + copy.folder(), e);
        }
    }

    private static void flip(Path file) throws IOException {
        long at = Files.size(file) / 2;
        Path changed = file.resolveSibling(file.getFileName() + ".changed");
        Files.copy(file, changed);
        try (var channel = Files.newByteChannel(changed, Set.of(java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE))) {
            var one = java.nio.ByteBuffer.allocate(1);
            channel.position(at).read(one);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.position(at).write(one);
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static void cut(Path file) throws IOException {
        Path changed = file.resolveSibling(file.getFileName() + ".changed");
        Files.copy(file, changed);
        try (var channel = Files.newByteChannel(changed, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(Math.max(0, Files.size(file) - 10));
        }
        Files.move(changed, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Change {
        Optional<Manifest.DatabaseRecord> of(Manifest.DatabaseRecord database);
    }

    /** Changes the first that can be changed. */
    private static List<Manifest.DatabaseRecord> databases(Manifest manifest, Change change) {
        List<Manifest.DatabaseRecord> changed = new ArrayList<>(manifest.databases());
        for (int i = 0; i < changed.size(); i++) {
            Optional<Manifest.DatabaseRecord> other = change.of(changed.get(i));
            if (other.isPresent()) {
                changed.set(i, other.get());
                break;
            }
        }
        return List.copyOf(changed);
    }

    private static Optional<Manifest.DatabaseRecord> oneRowMore(Manifest.DatabaseRecord database) {
        if (database.tables().isEmpty()) {
            return Optional.empty();
        }
        List<TableContents> tables = new ArrayList<>(database.tables());
        TableContents first = tables.getFirst();
        tables.set(0, new TableContents(first.schema(), first.name(), first.rows() + 1, first.hash()));
        return Optional.of(new Manifest.DatabaseRecord(database.facts(), database.member(), tables, database.sequences(), database.largeObjects(), database.objects()));
    }

    private static Optional<Manifest.DatabaseRecord> oneAdvanceMore(Manifest.DatabaseRecord database) {
        if (database.sequences().isEmpty()) {
            return Optional.empty();
        }
        List<SequenceValue> sequences = new ArrayList<>(database.sequences());
        SequenceValue first = sequences.getFirst();
        sequences.set(0, new SequenceValue(first.schema(), first.name(), first.lastValue() + 1, first.called()));
        return Optional.of(new Manifest.DatabaseRecord(database.facts(), database.member(), database.tables(), sequences, database.largeObjects(), database.objects()));
    }

    private static Manifest.BaseRecord later(Manifest.BaseRecord base) {
        return new Manifest.BaseRecord(base.member(), base.timeline(), base.start(), new Lsn(base.stop().value() + (1L << 30)), base.segmentBytes(), base.stoppedAt(), base.files(),
                base.role(), base.dataDirectory());
    }

    private static void record(BackupSet copy, List<Manifest.DatabaseRecord> databases, Optional<Manifest.BaseRecord> base) throws IOException {
        Manifest changed = copy.manifest().with(databases, base);
        byte[] json = Json.readable(changed);
        String instructions = Sha256.of(Files.readAllBytes(copy.folder().resolve(SetFiles.INSTRUCTIONS)));
        AtomicFile.write(copy.folder().resolve(SetFiles.SUMS), Checksums.of(changed, instructions, json).text().getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(copy.folder().resolve(SetFiles.MANIFEST), json);
    }
}
