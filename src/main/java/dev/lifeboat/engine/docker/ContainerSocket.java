package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.stack.ContainerAddress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Map;

/**
 * A connection to a port inside of a container, through a program that runs there. Of the address that it is connected to
 * only the port counts. A {@link Failure} that stands in the way is the cause of the exception.
 */
final class ContainerSocket extends Socket {

    private static final int BUFFER = 64 * 1024;

    private final ContainerAddress through;
    private DockerEngine engine;
    private ContainerProcess process;
    private SocketAddress remote;
    private volatile boolean closed;

    ContainerSocket(ContainerAddress through) {
        this.through = through;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
        int port = ((InetSocketAddress) endpoint).getPort();
        try {
            engine = DockerEngine.open(through.engine(), through.certificates());
            process = ContainerProcess.start(engine, through.container(), Bridge.command(port), Map.of());
            remote = endpoint;
        } catch (Failure e) {
            close();
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(open().output()) {
            private boolean something;

            @Override
            public int read() throws IOException {
                return checked(super.read());
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return checked(super.read(into, offset, length));
            }

            private int checked(int result) throws IOException {
                if (result < 0 && !something) {
                    throw whyNothingCame();
                }
                something = true;
                return result;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return open().input();
    }

    private ContainerProcess open() throws SocketException {
        if (process == null || closed) {
            throw new SocketException("Socket is " + (closed ? "closed" : "not connected"));
        }
        return process;
    }

    private IOException whyNothingCame() throws IOException {
        if (closed) {
            return new SocketException("Socket is closed");
        }
        try {
            int status = process.await().status();
            if (status == Bridge.NONE) {
                var failure = new Failure.ConnectionFailed(Failure.Layer.DOCKER,
                        "The container \"" + through.container() + "\" has no program to connect through.", null,
                        "One of nc, bash and perl must be in it. Or publish the server's port.");
                return new IOException(failure.getMessage(), failure);
            }
            return new ConnectException("Nothing answers in the container (exit status " + status + ")");
        } catch (Failure e) {
            return new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null) {
            process.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        open().input().close();
    }

    @Override
    public boolean isConnected() {
        return process != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return remote;
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        open().outputPipe().readTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return open().outputPipe().readTimeout();
    }

    @Override
    public int getSendBufferSize() {
        return BUFFER;
    }

    @Override
    public int getReceiveBufferSize() {
        return BUFFER;
    }

    // There is no network below that these could be said to.

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public String toString() {
        return "a connection through the container " + through.container();
    }
}
