package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Unlock;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Takes the files that a server hands to its {@code archive_command}, one a call. */
public final class WalPushing {

    private static final int LONG_HEAD = 40;
    private static final int SYSTEM_AT = 24;
    private static final int SEGMENT_BYTES_AT = 32;

    private final Repository repository;
    private final Optional<Encryption> encryption;

    /** What became of a file. NOT_NEEDED: what is in it is in other files too. */
    public enum Result { STORED, NOT_NEEDED }

    /** @param encryption of what is stored: none, or to keys; when absent, as the newest set of the same server is */
    public WalPushing(Repository repository, Optional<Encryption> encryption) {
        this.repository = repository;
        this.encryption = encryption;
    }

    /**
     * Stores a segment, or a timeline's history. When it returns, the file may be removed: it is on the disk.
     *
     * @param file a segment says itself of which server it is; a history is put to the server of the segments beside it
     * @throws Failure.SetDamaged         when it is cut, damaged, or not what its name says
     * @throws Failure.VerificationFailed when another of that name is stored already
     */
    public Result push(Path file) {
        String name = file.getFileName().toString();
        try {
            if (SegmentName.isOne(name)) {
                WalStore store = storeOf(file);
                store.store(SegmentName.of(name, store.segmentBytes()), () -> Files.newInputStream(file));
                return Result.STORED;
            }
            if (name.matches("[0-9A-F]{8}\\.history")) {
                history(file, Integer.parseUnsignedInt(name.substring(0, 8), 16));
                return Result.STORED;
            }
            // The end of a timeline that was left is in the new one's first segment; what a .backup file says is in the set's manifest.
            if (name.matches("[0-9A-F]{24}(\\.partial|\\.[0-9A-F]{8}\\.backup)")) {
                return Result.NOT_NEEDED;
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
        throw new Failure.BadInput(name + " is no file of a server's log.", "In postgresql.conf: archive_command = 'lifeboat wal push %p'");
    }

    private WalStore storeOf(Path segment) throws IOException {
        byte[] head = new byte[LONG_HEAD];
        try (InputStream in = Files.newInputStream(segment)) {
            if (new DataInputStream(in).readNBytes(head, 0, LONG_HEAD) < LONG_HEAD) {
                throw new Failure.SetDamaged("The segment " + segment.getFileName() + " of the log is cut off.", null, "The server will hand it over again.");
            }
        }
        ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long segmentBytes = fields.getInt(SEGMENT_BYTES_AT) & 0xffff_ffffL;
        if (Long.bitCount(segmentBytes) != 1 || segmentBytes < 1 << 20 || segmentBytes > 1 << 30) {
            throw new Failure.SetDamaged("The segment " + segment.getFileName() + " of the log does not begin as one.", null, "Look at the server's disk.");
        }
        String system = Long.toUnsignedString(fields.getLong(SYSTEM_AT));
        return new WalStore(repository.folder(), system, segmentBytes, encryption.orElseGet(() -> asTheNewestSetOf(system)), Unlock.NONE);
    }

    private Encryption asTheNewestSetOf(String system) {
        Optional<Manifest> newest = repository.list().sets().stream().map(BackupSet::manifest).filter(set -> set.server().systemIdentifier().equals(system)).findFirst();
        Optional<Manifest.Encrypted> encrypted = newest.flatMap(Manifest::encryption);
        if (encrypted.filter(Manifest.Encrypted::passphrase).isPresent()) {
            throw new Failure.BadInput("The set " + newest.get().id() + " of this server is encrypted with a passphrase, and its log cannot be.",
                    "Name a key: --encrypt-to KEY; or add --unencrypted when the repository's disk is protected in another way.");
        }
        return encrypted.map(one -> Encryption.to(one.publicKeys())).orElse(Encryption.NONE);
    }

    private void history(Path file, int timeline) throws IOException {
        Path first;
        try (var beside = Files.newDirectoryStream(file.resolveSibling("."), entry -> SegmentName.isOne(entry.getFileName().toString()))) {
            var entries = beside.iterator();
            if (!entries.hasNext()) {
                throw new Failure.BadInput("There is no segment beside " + file + ", and by itself it does not say of which server it is.", "Hand it over from the server's own pg_wal.");
            }
            first = entries.next();
        }
        WalStore store = storeOf(first);
        String text = Files.readString(file);
        if (store.historyText(timeline).filter(present -> !present.equals(text)).isPresent()) {
            throw new Failure.VerificationFailed("Another history of timeline " + timeline + " is stored already; the one that was sent differs, and was refused.",
                    java.util.List.of("Two servers write into one archive: give each a repository of its own."));
        }
        store.keepHistory(timeline, text);
    }
}
