package dev.lifeboat.engine.secret;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;

/**
 * Streams in the age v1 format: authenticated in chunks of 64 KiB, the last one marked, so that a cut at any place is
 * found. Memory is bounded by two chunks. Source: age-encryption.org/v1 (C2SP).
 */
public final class Age {

    private Age() {}

    /** The head of an encrypted stream does not open with what was at hand. */
    public static final class NotOpened extends IOException {
        NotOpened(Throwable cause) {
            super("it does not open with the key", cause);
        }
    }

    /** What is written comes out encrypted; with {@link Encryption.None} as it is. Closing writes the last chunk and closes {@code out}. */
    public static OutputStream encrypting(OutputStream out, Encryption encryption) throws IOException {
        return switch (encryption) {
            case Encryption.None _ -> out;
            case Encryption.ToKeys(List<Recipient> recipients) -> encrypting(out, recipients.stream().map(Recipient::writer).toList());
            case Encryption.WithPassphrase(Secret passphrase) -> encrypting(out, List.of(new ScryptStanza(passphrase)));
        };
    }

    private static OutputStream encrypting(OutputStream out, List<RecipientStanzaWriter> to) throws IOException {
        try {
            return new Encrypting(new StandardEncryptingChannelFactory().newEncryptingChannel(new Sink(out), to));
        } catch (GeneralSecurityException e) {
            throw new IOException("it could not be encrypted", e);
        }
    }

    /**
     * What was encrypted to keys. {@code in} is closed with the stream, and when it cannot be opened.
     * @throws NotOpened when none of the identities opens it: they are others, or its head is damaged
     */
    public static InputStream decrypting(InputStream in, List<Identity> identities) throws IOException {
        return open(in, identities.stream().map(Identity::reader).toList());
    }

    /** What was encrypted with a passphrase. @throws NotOpened when it is another one, or the head is damaged */
    public static InputStream decrypting(InputStream in, Secret passphrase) throws IOException {
        return open(in, List.of(new ScryptStanza(passphrase)));
    }

    private static InputStream open(InputStream in, List<RecipientStanzaReader> with) throws IOException {
        try {
            return new Decrypting(new StandardDecryptingChannelFactory().newDecryptingChannel(new Source(in), with));
        } catch (GeneralSecurityException | RuntimeException e) { // a cut head makes the library run out of its buffer
            in.close();
            throw new NotOpened(e);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static final class Encrypting extends OutputStream {
        private final WritableByteChannel channel;

        Encrypting(WritableByteChannel channel) {
            this.channel = channel;
        }

        @Override public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override public void write(byte[] bytes, int offset, int length) throws IOException {
            channel.write(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override public void close() throws IOException {
            channel.close();
        }
    }

    private static final class Decrypting extends InputStream {
        private final ReadableByteChannel channel;

        Decrypting(ReadableByteChannel channel) {
            this.channel = channel;
        }

        @Override public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return length == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes, offset, length));
            } catch (com.exceptionfactory.jagged.PayloadException e) { // its own text is an array of numbers
                throw new IOException("the encrypted data is cut off or has changed", e);
            }
        }

        @Override public void close() throws IOException {
            channel.close();
        }
    }

    /** A stream as the library wants it; Java's own would be closed by an interrupt. */
    private static final class Sink implements WritableByteChannel {
        private final OutputStream out;
        private boolean open = true;

        Sink(OutputStream out) {
            this.out = out;
        }

        @Override public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            byte[] copy = new byte[length];
            bytes.get(copy);
            out.write(copy);
            return length;
        }

        @Override public boolean isOpen() {
            return open;
        }

        @Override public void close() throws IOException {
            open = false;
            out.close();
        }
    }

    private static final class Source implements ReadableByteChannel {
        private final InputStream in;
        private boolean open = true;

        Source(InputStream in) {
            this.in = in;
        }

        @Override public int read(ByteBuffer bytes) throws IOException {
            byte[] piece = new byte[bytes.remaining()];
            int n = in.read(piece);
            if (n > 0) {
                bytes.put(piece, 0, n);
            }
            return n;
        }

        @Override public boolean isOpen() {
            return open;
        }

        @Override public void close() throws IOException {
            open = false;
            in.close();
        }
    }
}
