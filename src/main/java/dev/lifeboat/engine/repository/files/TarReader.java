package dev.lifeboat.engine.repository.files;

import dev.lifeboat.engine.repository.files.FileEntry.Type;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a tar from front to back: ustar, pax, GNU's long names, and sparse files as GNU tar stores them with pax (its format
 * 1.0). Strict, since it stands for what a backup holds: heads have to add up, and the tar has to have its end. Memory grows
 * with nothing but the number of holes of one file. Not thread-safe.
 *
 * <p>Sources: POSIX.1-2017, pax, "Interchange Format"; GNU tar 1.35 manual, "Storing Sparse Files".
 */
final class TarReader {

    static final int BLOCK = 512;
    private static final int BUFFER = 1 << 17;
    /** More than a path of 4 KiB and all the attributes that Linux lets a file have. */
    private static final int LONGEST_EXTENSION = 16 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private final Map<String, String> common = new HashMap<>();
    /** Of the present file: what is still to come, and what fills its last block. */
    private long left;
    private int padding;
    private Optional<SparseMap> map = Optional.empty();
    private long size;

    /** Takes a file's content in its order. */
    interface Content {
        void data(byte[] bytes, int offset, int length) throws IOException;

        void hole(long length) throws IOException;
    }

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next file, without a hash; what was not read of the one before is passed over. Null at the tar's end. @throws IOException when it is damaged */
    FileEntry nextOrNull() throws IOException {
        Map<String, String> own = new HashMap<>();
        while (true) {
            skip(left + padding);
            left = 0;
            padding = 0;
            byte[] block = take(BLOCK);
            if (isZero(block)) {
                return null;
            }
            TarHead head = TarHead.of(block);
            begin(head.type() == '1' ? 0 : head.size()); // a link's size is that of the file it names
            switch (head.type()) {
                case 'x' -> own.putAll(PaxRecords.read(extension()));
                case 'g' -> common.putAll(PaxRecords.read(extension()));
                case 'L' -> own.put(PaxRecords.PATH, TarHead.text(extension(), 0, (int) head.size()));
                case 'K' -> own.put(PaxRecords.TARGET, TarHead.text(extension(), 0, (int) head.size()));
                default -> {
                    common.forEach(own::putIfAbsent);
                    return entry(head, new PaxRecords(own));
                }
            }
        }
    }

    private FileEntry entry(TarHead head, PaxRecords extended) throws IOException {
        String name = extended.sparseName().or(() -> extended.text(PaxRecords.PATH)).orElse(head.name());
        Type type = head.fileType(name);
        if (extended.size().isPresent() && type != Type.HARDLINK) {
            begin(extended.size().get());
        }
        size = left;
        map = Optional.empty();
        if (extended.isSparse()) {
            size = extended.realSize();
            map = Optional.of(SparseMap.read(this, size, name));
        }
        Optional<String> link = extended.text(PaxRecords.TARGET).or(() -> Optional.of(head.target()));
        Optional<String> target = switch (type) {
            case SYMLINK -> link;
            case HARDLINK -> link.map(TarReader::path);
            case CHARACTER_DEVICE, BLOCK_DEVICE -> Optional.of(head.device());
            case FILE, FOLDER, FIFO -> Optional.empty();
        };
        return new FileEntry(path(name), type, type == Type.FILE ? size : 0, head.mode(), extended.number(PaxRecords.UID).orElse(head.uid()),
                extended.number(PaxRecords.GID).orElse(head.gid()), extended.time().orElse(head.time()), target, Optional.empty(), extended.attributes());
    }

    /** {@code ./a/b/} as {@code a/b}. */
    private static String path(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return path.isEmpty() ? "." : path;
    }

    private void begin(long stored) throws IOException {
        if (stored < 0) {
            throw new IOException("a file has " + stored + " bytes");
        }
        left = stored;
        padding = (int) (-stored & BLOCK - 1);
    }

    /** Reads the present file's content to its end. */
    void content(Content content) throws IOException {
        if (map.isEmpty()) {
            data(left, content);
            return;
        }
        SparseMap pieces = map.get();
        long at = 0;
        for (int i = 0; i < pieces.count(); i++) {
            hole(pieces.offset(i) - at, content);
            data(pieces.length(i), content);
            at = pieces.offset(i) + pieces.length(i);
        }
        hole(size - at, content);
    }

    private static void hole(long length, Content content) throws IOException {
        if (length > 0) {
            content.hole(length);
        }
    }

    private void data(long length, Content content) throws IOException {
        for (long wanted = length; wanted > 0;) {
            fill();
            int n = (int) Math.min(to - from, wanted);
            content.data(buffer, from, n);
            from += n;
            wanted -= n;
            left -= n;
        }
    }

    private byte[] extension() throws IOException {
        if (left > LONGEST_EXTENSION) {
            throw new IOException("the extended head of a file has " + left + " bytes");
        }
        return content((int) left);
    }

    /** The next bytes of the present file as it is stored. */
    byte[] content(int length) throws IOException {
        if (length > left) {
            throw new IOException("the map of a sparse file is longer than the file");
        }
        left -= length;
        return take(length);
    }

    long left() {
        return left;
    }

    /** Reads what comes after the tar's own end. */
    void drain() throws IOException {
        for (int n = 0; n >= 0; n = in.read(buffer, 0, buffer.length)) {
            continue; // the blocks of zeros that fill the last record
        }
    }

    private byte[] take(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int done = 0; done < length;) {
            fill();
            int n = Math.min(to - from, length - done);
            System.arraycopy(buffer, from, bytes, done, n);
            from += n;
            done += n;
        }
        return bytes;
    }

    private void skip(long length) throws IOException {
        for (long wanted = length; wanted > 0;) {
            fill();
            int n = (int) Math.min(to - from, wanted);
            from += n;
            wanted -= n;
        }
    }

    /** Has at least one byte in the buffer. */
    private void fill() throws IOException {
        if (from == to) {
            to = Math.max(in.read(buffer, 0, buffer.length), 0);
            from = 0;
            if (to == 0) {
                throw new EOFException("the tar is cut off");
            }
        }
    }

    private static boolean isZero(byte[] block) {
        return block[0] == 0 && Arrays.mismatch(block, 0, BLOCK - 1, block, 1, BLOCK) < 0;
    }
}
