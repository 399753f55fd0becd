package dev.lifeboat.engine.wal;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.FileHash;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Unlock;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The log of one server in a repository. Thread-safe as long as one writes.
 *
 * <pre>
 * wal/7301234567890123456/                         the system identifier
 *   00000002.history                               where timeline 2 comes from
 *   00000001/000000010000000000000003.zst          a segment
 *   00000001/000000010000000000000003.json         its hash, and what is in it; made anew when it is lost
 *   00000001/000000010000000000000004.partial      the segment that is being received, as it is
 * </pre>
 *
 * An encrypted segment is {@code .zst.age}, the one that is being received {@code .partial.age} ({@link SealedPieces}).
 * Both forms may lie beside each other, from before and after encryption was chosen.
 */
public final class WalStore {

    /** Within a repository. */
    static final String FOLDER = "wal";
    private static final String STORED = ".zst";
    private static final String SEALED = ".age";
    private static final String FACTS = ".json";
    private static final String PARTIAL = ".partial";
    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;

    private final Path repository;
    private final Path folder;
    private final String systemIdentifier;
    private final long segmentBytes;
    private final LogSealing sealing;

    /** The bytes of a segment as the server wrote them. */
    @FunctionalInterface
    interface Raw {
        /** The caller closes. */
        InputStream open() throws IOException;
    }

    /** For reading, of a log that may be encrypted. @param repository the folder of the repository */
    public WalStore(Path repository, String systemIdentifier, long segmentBytes, Unlock unlock) {
        this(repository, systemIdentifier, segmentBytes, Encryption.NONE, unlock);
    }

    /**
     * @param repository the folder of the repository; nothing is made before something is stored
     * @param encryption of what is stored from now on: none, or to keys
     */
    public WalStore(Path repository, String systemIdentifier, long segmentBytes, Encryption encryption, Unlock unlock) {
        this.repository = repository;
        folder = repository.resolve(FOLDER).resolve(systemIdentifier);
        this.systemIdentifier = systemIdentifier;
        this.segmentBytes = segmentBytes;
        sealing = new LogSealing(folder, encryption, unlock);
    }

    public Path folder() {
        return folder;
    }

    /**
     * To be asked before a file is made: in the empty folder where the repository's disk was mounted, the log would be kept
     * in the wrong place, and the server would believe it safe.
     *
     * @throws Failure.NoRepository when the repository is not there any more
     */
    void requireThere() {
        Repository.open(repository);
    }

    public String systemIdentifier() {
        return systemIdentifier;
    }

    public long segmentBytes() {
        return segmentBytes;
    }

    LogSealing sealing() {
        return sealing;
    }

    private Path timelineFolder(int timeline) {
        return folder.resolve("%08X".formatted(timeline));
    }

    private Path file(SegmentName name, String suffix) {
        return timelineFolder(name.timeline()).resolve(name.text(segmentBytes) + suffix);
    }

    /** Numbers of the stored segments of a timeline. */
    NavigableSet<Long> stored(int timeline) {
        NavigableSet<Long> numbers = new TreeSet<>();
        for (String name : names(timelineFolder(timeline), "*" + STORED + "{," + SEALED + "}")) {
            String bare = name.substring(0, name.indexOf('.'));
            if (SegmentName.isOne(bare)) {
                numbers.add(SegmentName.of(bare, segmentBytes).number());
            }
        }
        return numbers;
    }

    boolean has(SegmentName name) {
        return isOpen(name) || Files.exists(file(name, STORED + SEALED));
    }

    private boolean isOpen(SegmentName name) {
        return Files.exists(file(name, STORED));
    }

    /** The file of a stored segment. */
    private Path storedFile(SegmentName name) {
        return file(name, isOpen(name) ? STORED : STORED + SEALED);
    }

    private static List<String> names(Path folder, String pattern) {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            } catch (IOException e) {
                throw AtomicFile.failed("Could not read " + folder, e);
            }
        }
        return names;
    }

    /** Keeps a timeline's history file; the same once more changes nothing. */
    void keepHistory(int timeline, String text) {
        requireThere();
        AtomicFile.write(folder.resolve(TimelineHistory.fileName(timeline)), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of a timeline's history file. */
    public Optional<String> historyText(int timeline) {
        Path file = folder.resolve(TimelineHistory.fileName(timeline));
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    Optional<TimelineHistory> history(int timeline) {
        return historyText(timeline).map(text -> TimelineHistory.parse(timeline, text));
    }

    /** Every timeline that has a history file, newest first. */
    List<TimelineHistory> histories() {
        return names(folder, "*.history").stream().filter(name -> name.matches("[0-9A-F]{8}\\.history")).sorted(java.util.Comparator.reverseOrder())
                .map(name -> history(Integer.parseInt(name.substring(0, 8), 16)).orElseThrow()).toList();
    }

    /** Every timeline that a segment is stored of. */
    List<Integer> timelines() {
        return names(folder, "*").stream().filter(name -> name.matches("[0-9A-F]{8}")).sorted().map(name -> Integer.parseUnsignedInt(name, 16)).toList();
    }

    /** Of a stored segment's file. */
    long bytes(SegmentName name) throws IOException {
        return Files.size(storedFile(name));
    }

    /** Deletes a stored segment. */
    void remove(SegmentName name) throws IOException {
        Files.deleteIfExists(file(name, STORED));
        Files.deleteIfExists(file(name, STORED + SEALED));
        Files.deleteIfExists(file(name, FACTS));
    }

    /** Where a segment is received into. */
    Partial receiving(SegmentName name) throws IOException {
        requireThere();
        return sealing.isOn() ? new SealedPartial(this, file(name, PARTIAL + SEALED), file(name, PARTIAL)) : new OpenPartial(file(name, PARTIAL));
    }

    boolean hasPartial(SegmentName name) {
        return !has(name) && (Files.exists(file(name, PARTIAL)) || Files.exists(file(name, PARTIAL + SEALED)));
    }

    /** How much has been received of a segment that is not whole yet. */
    long partialBytes(SegmentName name) throws IOException {
        return Math.max(openBytes(name), SealedPieces.rawBytes(file(name, PARTIAL + SEALED)));
    }

    private long openBytes(SegmentName name) throws IOException {
        Path file = file(name, PARTIAL);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void removePartial(SegmentName name) throws IOException {
        Files.deleteIfExists(file(name, PARTIAL));
        Files.deleteIfExists(file(name, PARTIAL + SEALED));
    }

    /**
     * Checks a whole segment and stores it. The same once more is accepted and changes nothing.
     *
     * @throws Failure.SetDamaged         when it is cut, damaged or foreign: it is not stored
     * @throws Failure.VerificationFailed when another segment of that name is stored already: that one is kept
     * @throws Failure.StorageFailed      when it cannot be read or written
     */
    void store(SegmentName name, Raw raw) {
        try {
            Contents contents = contents(name, raw);
            if (has(name)) {
                requireSame(name, contents.rawSha256());
                return;
            }
            requireThere();
            Path stored = file(name, STORED + sealing.suffix());
            AtomicFile.write(stored, out -> {
                try (InputStream in = raw.open(); ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(sealing.sealing(new Unclosed(out)), LEVEL)) {
                    zstd.setChecksum(true);
                    in.transferTo(zstd);
                }
            });
            keepFacts(name, facts(contents, stored));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not store the segment " + name.text(segmentBytes), e);
        }
    }

    private record Contents(SegmentScan scan, Optional<Lsn> lastRecord, String rawSha256) {}

    /** @throws Failure.SetDamaged when it is not a whole and sound segment of that name */
    private Contents contents(SegmentName name, Raw raw) throws IOException {
        SegmentScan scan = new SegmentScan();
        WalReader reader = new WalReader(systemIdentifier, segmentBytes, scan);
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(new BufferedInputStream(raw.open(), BUFFER), digest)) {
            requireWhole(name, reader.segment(name, in));
        } catch (DamagedLog e) {
            throw refused(name, e);
        }
        return new Contents(scan, reader.lastRecord(), Sha256.hex(digest));
    }

    /** The compressor closes what it writes to at its end; the file must still be brought to the disk then. */
    private static final class Unclosed extends BufferedOutputStream {
        Unclosed(OutputStream out) {
            super(out, BUFFER);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private void requireWhole(SegmentName name, long bytes) throws DamagedLog {
        if (bytes != segmentBytes) {
            throw new DamagedLog("has " + bytes + " bytes instead of " + segmentBytes);
        }
    }

    private Failure.SetDamaged refused(SegmentName name, DamagedLog e) {
        return new Failure.SetDamaged("The segment " + name.text(segmentBytes) + " of the log " + e.getMessage() + ".", e,
                "It was not taken. Without it nothing beyond it can be recovered from the backups before it: take a new base backup.");
    }

    /** Facts that an older version kept have no hash of what the server wrote; then the stored one is read. */
    private void requireSame(SegmentName name, String rawSha256) throws IOException {
        Optional<String> present = facts(name).rawSha256();
        if (!(present.isPresent() ? present.get() : contents(name, () -> open(name)).rawSha256()).equals(rawSha256)) {
            throw new Failure.VerificationFailed("Another segment " + name.text(segmentBytes) + " is stored already; the one that was sent differs, and was refused.",
                    List.of("Two servers write into one archive, or this server was restored: give it a repository of its own."));
        }
    }

    private SegmentFacts facts(Contents contents, Path stored) throws IOException {
        return contents.scan().facts(FileHash.of(stored, Progress.NONE, new Cancellation()), contents.rawSha256(), segmentBytes, contents.lastRecord());
    }

    private void keepFacts(SegmentName name, SegmentFacts facts) {
        AtomicFile.write(file(name, FACTS), Json.readable(facts));
    }

    /** What is in a stored segment; read anew when that was lost. */
    SegmentFacts facts(SegmentName name) {
        Path file = file(name, FACTS);
        try {
            if (Files.exists(file)) {
                return Json.read(Files.readAllBytes(file), SegmentFacts.class, file);
            }
            return facts(contents(name, () -> open(name)), storedFile(name));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the segment " + name.text(segmentBytes), e);
        }
    }

    /** The bytes of a segment as the server wrote them: the stored one, or what has been received of it. The caller closes. */
    public InputStream open(SegmentName name) throws IOException {
        if (has(name)) {
            return new ZstdInputStreamNoFinalizer(isOpen(name) ? reading(storedFile(name)) : sealed(storedFile(name)));
        }
        Path sealed = file(name, PARTIAL + SEALED);
        return openBytes(name) >= SealedPieces.rawBytes(sealed) ? reading(file(name, PARTIAL)) : SealedPieces.open(sealed, sealing.identities());
    }

    private InputStream sealed(Path path) throws IOException {
        List<Identity> identities = sealing.identities();
        return Age.decrypting(reading(path), identities);
    }

    private static InputStream reading(Path path) throws IOException {
        return new BufferedInputStream(Files.newInputStream(path), BUFFER);
    }

    /** @throws Failure.SetDamaged when a stored segment is not what was stored */
    public void requireUnchanged(SegmentName name) {
        if (!has(name)) {
            return;
        }
        try {
            if (!FileHash.of(storedFile(name), Progress.NONE, new Cancellation()).equals(facts(name).sha256())) {
                throw new Failure.SetDamaged("The segment " + name.text(segmentBytes) + " of the log is not what was stored: its SHA-256 has changed.", null,
                        "Recover to a moment before it, or bring that file back from a copy.");
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the segment " + name.text(segmentBytes), e);
        }
    }
}
