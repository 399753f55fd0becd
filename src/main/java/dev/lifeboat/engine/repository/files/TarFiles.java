package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.files.FileEntry.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;

/** Reads a tar as it flows by, GNU or pax, holes and extended attributes included; memory does not grow with it. */
public final class TarFiles {

    private static final byte[] ZEROS = new byte[1 << 17];

    private TarFiles() {}

    /** Told of every file in the tar's order. */
    @FunctionalInterface
    public interface Visitor {
        void file(FileEntry entry) throws IOException;
    }

    /** What is to be done with a plain file's content; the entry has no hash yet. Null when it is of no interest. */
    @FunctionalInterface
    public interface Contents {
        OutputStream openOrNull(FileEntry entry) throws IOException;
    }

    /** What a file's content goes to may be told of its holes, instead of being given their zeros. */
    public interface Holes {
        void hole(long bytes) throws IOException;
    }

    /** @throws IOException when it cannot be read, or is no tar, or is damaged, or has no end */
    public static void walk(InputStream tar, Visitor visitor, Cancellation cancellation) throws IOException {
        walk(tar, _ -> null, visitor, cancellation);
    }

    /** Reads to the end of the stream, also what comes after the tar's own end; does not close it. */
    public static void walk(InputStream stream, Contents contents, Visitor visitor, Cancellation cancellation) throws IOException {
        TarReader tar = new TarReader(stream);
        for (FileEntry file = tar.nextOrNull(); file != null; file = tar.nextOrNull()) {
            cancellation.check();
            visitor.file(file.type() == Type.FILE ? hashed(tar, file, contents, cancellation) : file);
        }
        tar.drain();
    }

    private static FileEntry hashed(TarReader tar, FileEntry file, Contents contents, Cancellation cancellation) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream copy = contents.openOrNull(file)) {
            tar.content(new Hashing(digest, copy, cancellation));
        }
        return new FileEntry(file.path(), file.type(), file.size(), file.mode(), file.uid(), file.gid(), file.mtime(), file.target(),
                Optional.of(Sha256.hex(digest)), file.attributes());
    }

    /** As somebody sees it who reads the file. */
    private record Hashing(MessageDigest digest, OutputStream copyOrNull, Cancellation cancellation) implements TarReader.Content {

        @Override public void data(byte[] bytes, int offset, int length) throws IOException {
            cancellation.check();
            digest.update(bytes, offset, length);
            if (copyOrNull != null) {
                copyOrNull.write(bytes, offset, length);
            }
        }

        @Override public void hole(long length) throws IOException {
            boolean told = copyOrNull instanceof Holes;
            if (copyOrNull instanceof Holes holes) {
                holes.hole(length);
            }
            for (long left = length; left > 0;) {
                cancellation.check();
                int n = (int) Math.min(ZEROS.length, left);
                digest.update(ZEROS, 0, n);
                if (copyOrNull != null && !told) {
                    copyOrNull.write(ZEROS, 0, n);
                }
                left -= n;
            }
        }
    }
}
