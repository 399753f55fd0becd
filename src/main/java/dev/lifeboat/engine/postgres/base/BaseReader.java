package dev.lifeboat.engine.postgres.base;

import dev.lifeboat.engine.postgres.SegmentName;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads the tar of a base backup as it comes, hands it on unchanged, and compares each file in it with the server's
 * manifest, which is its last entry. Memory grows with the number of files, not with their sizes. For one use by one thread.
 */
public final class BaseReader {

    private static final String LOG = "pg_wal/";
    /** Begins with the system identifier. */
    private static final String CONTROL = "global/pg_control";
    private static final int MOST_NAMED = 3;

    private final LongConsumer advanced;
    private final Map<String, Found> files = new HashMap<>();
    private final Map<String, Long> segments = new HashMap<>();
    private final byte[] buffer = new byte[1 << 17];
    private byte[] manifestBytes = new byte[0];
    private long bytes;
    private String systemIdentifier = "";

    /** A file of the tar. The manifest says only at the end by which algorithm: the server was asked for this one. */
    private record Found(long size, int crc32c) {}

    private BaseReader(LongConsumer advanced) {
        this.advanced = advanced;
    }

    /**
     * Reads to the end.
     *
     * @param copy     gets every byte of the tar; not closed
     * @param advanced told how many bytes went by
     * @throws MalformedBase when something is missing, changed or cut off
     * @throws IOException   of either stream
     */
    public static BaseContents read(InputStream tar, OutputStream copy, LongConsumer advanced) throws IOException {
        BaseReader reader = new BaseReader(advanced);
        reader.walk(new Copied(tar, copy));
        return reader.compared();
    }

    // The tar's stream is the caller's: closing the reader of it would close that too.
    @SuppressWarnings("resource")
    private void walk(InputStream copied) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(copied, "ISO-8859-1");
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isFile()) {
                file(entry.getName().replaceFirst("^\\./", ""), entry, tar);
            }
        }
        while (copied.read(buffer) >= 0) {
            continue; // what pads the tar goes to the copy too
        }
    }

    private void file(String name, TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        if (name.equals(ServerManifest.NAME)) {
            manifestBytes = tar.readAllBytes();
            return;
        }
        Checksum crc = new CRC32C();
        long size = 0;
        for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
            if (name.equals(CONTROL) && size == 0 && n >= Long.BYTES) {
                systemIdentifier = Long.toUnsignedString(ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN).getLong());
            }
            crc.update(buffer, 0, n);
            size += n;
            advanced.accept(n);
        }
        if (size != entry.getSize()) {
            throw new MalformedBase("it is cut off in " + name);
        }
        bytes += size;
        // The manifest has everything but the log's segments.
        if (name.startsWith(LOG) && SegmentName.isOne(name.substring(LOG.length()))) {
            segments.put(name.substring(LOG.length()), size);
        } else {
            files.put(name, new Found(size, (int) crc.getValue()));
        }
    }

    private BaseContents compared() throws MalformedBase {
        if (manifestBytes.length == 0) {
            throw new MalformedBase("it is cut off: the server's manifest is missing");
        }
        ServerManifest manifest = ServerManifest.parse(manifestBytes);
        List<String> wrong = new ArrayList<>();
        manifest.files().forEach((path, said) -> {
            Found found = files.get(path);
            if (found == null) {
                wrong.add(path + " is missing");
            } else if (found.size() != said.size()) {
                wrong.add(path + " has " + found.size() + " bytes instead of " + said.size());
            } else if (!agrees(found, said)) {
                wrong.add(path + " is not what the server read");
            }
        });
        files.keySet().stream().filter(path -> !manifest.files().containsKey(path)).forEach(path -> wrong.add(path + " is not in the server's manifest"));
        if (!wrong.isEmpty()) {
            throw new MalformedBase(String.join("; ", wrong.stream().sorted().limit(MOST_NAMED).toList())
                    + (wrong.size() > MOST_NAMED ? "; and " + (wrong.size() - MOST_NAMED) + " more" : ""));
        }
        long segmentBytes = requireLog(manifest.ranges());
        ServerManifest.Range last = manifest.ranges().getLast();
        return new BaseContents(systemIdentifier, files.size() + segments.size(), bytes, last.timeline(), manifest.ranges().getFirst().start(), last.end(), segmentBytes, manifestBytes);
    }

    private static boolean agrees(Found found, ServerManifest.Entry said) {
        String algorithm = said.algorithm().orElse("");
        if (!algorithm.equals("CRC32C")) {
            return false; // it was asked for: without it nothing is known of the file
        }
        // The server writes the four bytes as they lie in its memory.
        byte[] bytes = HexFormat.of().parseHex(said.checksum().orElse(""));
        return bytes.length == 4 && (ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() == found.crc32c()
                || ByteBuffer.wrap(bytes).getInt() == found.crc32c());
    }

    /** The copy is of no use without the log that was written while it was taken. @return the size of segments */
    private long requireLog(List<ServerManifest.Range> ranges) throws MalformedBase {
        long segmentBytes = segments.values().stream().mapToLong(Long::longValue).max()
                .orElseThrow(() -> new MalformedBase("it has no write-ahead log"));
        for (ServerManifest.Range range : ranges) {
            SegmentName last = SegmentName.at(range.timeline(), range.end().plus(-1), segmentBytes);
            for (SegmentName name = SegmentName.at(range.timeline(), range.start(), segmentBytes); name.number() <= last.number(); name = name.next()) {
                String text = name.text(segmentBytes);
                if (segments.getOrDefault(text, 0L) != segmentBytes) {
                    throw new MalformedBase("the segment " + text + " of the write-ahead log is missing");
                }
            }
        }
        return segmentBytes;
    }

    /** Hands on what is read. */
    private static final class Copied extends FilterInputStream {
        private final OutputStream copy;

        Copied(InputStream in, OutputStream copy) {
            super(in);
            this.copy = copy;
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            if (b >= 0) {
                copy.write(b);
            }
            return b;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = in.read(into, offset, length);
            if (n > 0) {
                copy.write(into, offset, n);
            }
            return n;
        }

        @Override
        public long skip(long amount) throws IOException {
            byte[] passed = new byte[(int) Math.min(amount, 8192)];
            int n = read(passed, 0, passed.length);
            return Math.max(n, 0);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
