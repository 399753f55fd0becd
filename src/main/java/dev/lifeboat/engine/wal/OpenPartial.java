package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with the bytes as they are, that never gets shorter: a receiver that begins the segment again writes the same
 * bytes over those that are there, so that a kill takes nothing away.
 */
final class OpenPartial implements Partial {

    private final Path file;
    private final FileChannel channel;

    OpenPartial(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        boolean isNew = !Files.exists(file);
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isNew) {
            AtomicFile.syncFolder(file.getParent());
        }
    }

    @Override
    public void write(ByteBuffer bytes, long at) throws IOException {
        long place = at;
        while (bytes.hasRemaining()) {
            place += channel.write(bytes, place);
        }
    }

    @Override
    public void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public WalStore.Raw written() {
        return () -> Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
