package dev.lifeboat.engine.docker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One request to a Docker engine that becomes a stream of bytes in both directions. docker-java has this too, but cannot
 * say that the input has ended while output is still wanted, which every program that reads its input to the end needs.
 *
 * <p>Source: Docker Engine API, "Attach to a container", hijacking. One thread may read while another writes.
 */
final class EngineStream implements Closeable {

    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
    private static final int LONGEST_HEADER = 64 * 1024;

    /** Ends one direction, or all of the connection. */
    @FunctionalInterface
    private interface Closing {
        void run() throws IOException;
    }

    private final InputStream in;
    private final OutputStream out;
    private final Closing halfClose;
    private final Closing close;

    private EngineStream(InputStream in, OutputStream out, Closing halfClose, Closing close) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.out = out;
        this.halfClose = halfClose;
        this.close = close;
    }

    /**
     * Sends a request and waits for the engine to agree.
     *
     * @param tls for an engine that is reached by TCP with TLS
     * @param path with the version in front
     * @throws ProtocolException when the engine answers otherwise
     */
    static EngineStream post(URI engine, Optional<SSLContext> tls, String path, byte[] json) throws IOException {
        EngineStream stream = connect(engine, tls);
        try {
            String head = "POST " + path + " HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: " + json.length
                    + "\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
            var request = new ByteArrayOutputStream();
            request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
            request.writeBytes(json);
            stream.out.write(request.toByteArray());
            stream.out.flush();
            String status = stream.line();
            String[] words = status.split(" ", 3);
            if (words.length < 2 || !(words[1].equals("101") || words[1].equals("200"))) {
                throw new ProtocolException("The engine answered: " + status);
            }
            while (!stream.line().isEmpty()) {
                continue; // the other headers say nothing that is needed
            }
            return stream;
        } catch (IOException e) {
            stream.close();
            throw e;
        }
    }

    private static EngineStream connect(URI engine, Optional<SSLContext> tls) throws IOException {
        if (engine.getScheme().toLowerCase(Locale.ROOT).equals("unix")) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(engine.getPath()));
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            return new EngineStream(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel::shutdownOutput, channel::close);
        }
        var plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(engine.getHost(), engine.getPort()), CONNECT_TIMEOUT_MILLIS);
            plain.setTcpNoDelay(true);
            Socket socket = tls.isPresent() ? encrypted(tls.get(), plain, engine) : plain;
            return new EngineStream(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, socket::close);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket encrypted(SSLContext tls, Socket plain, URI engine) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, engine.getHost(), engine.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > LONGEST_HEADER) {
                throw new ProtocolException("The engine broke off its answer");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    InputStream input() {
        return in;
    }

    /** Not buffered. */
    OutputStream output() {
        return out;
    }

    /** Says that nothing more is written; what comes can still be read. */
    void endOutput() throws IOException {
        halfClose.run();
    }

    @Override
    public void close() throws IOException {
        close.run();
    }
}
