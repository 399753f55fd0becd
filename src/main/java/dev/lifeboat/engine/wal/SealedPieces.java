package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Identity;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The file of a segment that is being received encrypted: pieces one behind the other, each an age file by itself, so
 * that what has come is readable though more will come. A piece has a head of eight bytes: how many bytes of the log are
 * in it, and how many bytes its age file has, both as big-endian integers. What a kill cut off at the end is no piece.
 */
final class SealedPieces {

    private static final int BUFFER = 1 << 17;

    private SealedPieces() {}

    /** A piece as it is appended to the file. */
    static byte[] piece(byte[] log, LogSealing sealing) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(log.length + 512);
        try (OutputStream out = sealing.sealing(sealed)) {
            out.write(log);
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream(sealed.size() + 8);
        DataOutputStream head = new DataOutputStream(piece);
        head.writeInt(log.length);
        head.writeInt(sealed.size());
        sealed.writeTo(piece);
        return piece.toByteArray();
    }

    /** How many bytes of the log its whole pieces hold; nothing is decrypted. Zero when there is no such file. */
    static long rawBytes(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            long left = Files.size(file);
            long raw = 0;
            while (left >= 8) {
                int log = in.readInt();
                int sealed = in.readInt();
                left -= 8L + sealed;
                if (log < 0 || sealed < 0 || left < 0) {
                    return raw;
                }
                in.skipNBytes(sealed);
                raw += log;
            }
            return raw;
        }
    }

    /** The log in its whole pieces. The caller closes. @param identities one of which opens each piece */
    static InputStream open(Path file, List<Identity> identities) throws IOException {
        return new Pieces(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)), rawBytes(file), identities);
    }

    private static final class Pieces extends InputStream {
        private final DataInputStream in;
        private final List<Identity> identities;
        private long left;
        private InputStream piece = InputStream.nullInputStream();

        Pieces(DataInputStream in, long rawBytes, List<Identity> identities) {
            this.in = in;
            this.identities = identities;
            left = rawBytes;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (true) {
                int n = piece.read(bytes, offset, length);
                if (n >= 0 || left == 0) {
                    return n;
                }
                int log = in.readInt();
                byte[] sealed = in.readNBytes(in.readInt());
                byte[] opened;
                try (InputStream from = Age.decrypting(new ByteArrayInputStream(sealed), identities)) {
                    opened = from.readAllBytes();
                }
                if (opened.length != log) {
                    throw new IOException("a piece of it has " + opened.length + " bytes instead of " + log);
                }
                left -= log;
                piece = new ByteArrayInputStream(opened);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
