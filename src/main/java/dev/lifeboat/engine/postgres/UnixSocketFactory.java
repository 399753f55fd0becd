package dev.lifeboat.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Makes connections through the Unix socket of a server on this machine, for the PostgreSQL driver, which makes the
 * factory itself from the class name and the socket's folder. Reading has no time limit. Thread-safe.
 */
public final class UnixSocketFactory extends SocketFactory {

    private final Path folder;

    /** @param folder with the server's sockets, as {@code unix_socket_directories} names it */
    public UnixSocketFactory(String folder) {
        this.folder = Path.of(folder);
    }

    @Override public Socket createSocket() {
        return new UnixSocket(folder);
    }

    @Override public Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnected();
    }

    @Override public Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnected();
    }

    private static IllegalStateException unconnected() {
        return new IllegalStateException("sockets of this factory are made unconnected");
    }

    /** Of the address it is connected to only the port counts: it is part of the socket's name. */
    private static final class UnixSocket extends Socket {
        private final Path folder;
        private SocketChannel channel;
        private InputStream in;
        private OutputStream out;
        private int timeout;

        UnixSocket(Path folder) {
            this.folder = folder;
        }

        @Override public void connect(SocketAddress address) throws IOException {
            connect(address, 0);
        }

        @Override public void connect(SocketAddress address, int millis) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(folder.resolve(".s.PGSQL." + ((InetSocketAddress) address).getPort())));
            in = Channels.newInputStream(channel);
            out = Channels.newOutputStream(channel);
        }

        @Override public InputStream getInputStream() throws IOException {
            return open(in);
        }

        @Override public OutputStream getOutputStream() throws IOException {
            return open(out);
        }

        private static <T> T open(T streamOrNull) throws SocketException {
            if (streamOrNull == null) {
                throw new SocketException("Socket is not connected");
            }
            return streamOrNull;
        }

        @Override public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }

        @Override public boolean isConnected() {
            return channel != null && channel.isConnected();
        }

        @Override public boolean isClosed() {
            return channel != null && !channel.isOpen();
        }

        @Override public void shutdownOutput() throws IOException {
            channel.shutdownOutput();
        }

        @Override public void setSoTimeout(int millis) {
            timeout = millis;
        }

        @Override public int getSoTimeout() {
            return timeout;
        }

        @Override public int getSendBufferSize() {
            return 1 << 16;
        }

        @Override public int getReceiveBufferSize() {
            return 1 << 16;
        }

        // There is no network below that these could be said to.

        @Override public void setTcpNoDelay(boolean on) {}

        @Override public void setKeepAlive(boolean on) {}

        @Override public void setSendBufferSize(int size) {}

        @Override public void setReceiveBufferSize(int size) {}
    }
}
