package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The whole segment in memory outside the heap, and encrypted on the disk. Who receives need not be able to decrypt, so a
 * receiver that begins the segment again writes it aside, and puts that in the old file's place once it is as long.
 */
final class SealedPartial implements Partial {

    private final WalStore store;
    private final Path file;
    private final Path aside;
    private final Path unencrypted;
    private final long presentBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final FileChannel channel;
    private long written;
    private long synced;
    private boolean inPlace;

    /** @param unencrypted of the same segment, from before the log was encrypted; deleted once it is here as far as there */
    SealedPartial(WalStore store, Path file, Path unencrypted) throws IOException {
        this.store = store;
        this.file = file;
        this.unencrypted = unencrypted;
        aside = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        presentBytes = Math.max(SealedPieces.rawBytes(file), Files.exists(unencrypted) ? Files.size(unencrypted) : 0);
        memory = arena.allocate(store.segmentBytes());
        channel = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    @Override
    public void write(ByteBuffer bytes, long at) {
        MemorySegment.copy(MemorySegment.ofBuffer(bytes), 0, memory, at, bytes.remaining());
        written = at + bytes.remaining();
        bytes.position(bytes.limit());
    }

    @Override
    public void sync() throws IOException {
        if (synced < written) {
            ByteBuffer piece = ByteBuffer.wrap(SealedPieces.piece(memory.asSlice(synced, written - synced).toArray(ValueLayout.JAVA_BYTE), store.sealing()));
            while (piece.hasRemaining()) {
                channel.write(piece);
            }
            channel.force(false);
            synced = written;
        }
        if (!inPlace && synced >= presentBytes) {
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            AtomicFile.syncFolder(file.getParent());
            Files.deleteIfExists(unencrypted);
            inPlace = true;
        }
    }

    @Override
    public WalStore.Raw written() {
        return () -> new Bytes(memory.asSlice(0, written).asByteBuffer());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
        if (!inPlace) {
            Files.deleteIfExists(aside);
        }
    }

    private static final class Bytes extends InputStream {
        private final ByteBuffer bytes;

        Bytes(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int n = Math.min(length, bytes.remaining());
            if (n == 0 && length > 0) {
                return -1;
            }
            bytes.get(into, offset, n);
            return n;
        }
    }
}
