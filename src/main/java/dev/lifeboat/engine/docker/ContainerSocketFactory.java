package dev.lifeboat.engine.docker;

import dev.lifeboat.engine.stack.ContainerAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.SocketFactory;

/**
 * Makes connections through a container, for the PostgreSQL driver, which makes the factory itself from the class name
 * ({@code socketFactory}) and one text ({@code socketFactoryArg}). Thread-safe.
 */
public final class ContainerSocketFactory extends SocketFactory {

    private final ContainerAddress through;

    /** @param argument what {@link #argument} made */
    public ContainerSocketFactory(String argument) {
        String[] lines = argument.split("\n", -1);
        through = new ContainerAddress(URI.create(lines[1]), lines[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(lines[2])), lines[0]);
    }

    /** A container's address as one text. It holds no secret. */
    public static String argument(ContainerAddress through) {
        return through.container() + "\n" + through.engine() + "\n" + through.certificates().map(Path::toString).orElse("");
    }

    /** A socket that is not connected yet. Of the address it is connected to only the port counts. */
    public static Socket to(ContainerAddress through) {
        return new ContainerSocket(through);
    }

    @Override
    public Socket createSocket() {
        return to(through);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw unconnected();
    }

    private static IllegalStateException unconnected() {
        return new IllegalStateException("sockets of this factory are made unconnected");
    }
}
