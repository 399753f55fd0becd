package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.repository.files.TarFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A new file that has its holes where the tar has them. Not thread-safe. */
final class SparseFile extends OutputStream implements TarFiles.Holes {

    private final FileChannel channel;

    /** @throws FileAlreadyExistsException when there is one */
    SparseFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE);
    }

    @Override public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override public void hole(long bytes) throws IOException {
        channel.position(channel.position() + bytes);
    }

    @Override public void close() throws IOException {
        try (channel) {
            long end = channel.position();
            if (end > channel.size()) { // it ends with a hole
                channel.write(ByteBuffer.allocate(1), end - 1);
            }
        }
    }
}
