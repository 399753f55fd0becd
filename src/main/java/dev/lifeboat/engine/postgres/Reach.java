package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.docker.ContainerSocketFactory;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The way to a server, step by step, below the driver. */
record Reach(ServerAddress address) {

    /** The number that asks a server whether it speaks TLS. Source: PostgreSQL manual, "Message Formats", SSLRequest. */
    private static final int SSL_REQUEST = 80_877_103;

    InetAddress resolve() throws IOException {
        return InetAddress.getByName(address.host());
    }

    Socket connect() throws IOException {
        Socket socket = address.through().isPresent() ? ContainerSocketFactory.to(address.through().get()) : new Socket();
        try {
            socket.connect(target(), Server.CONNECT_TIMEOUT_SECONDS * 1000);
            socket.setSoTimeout(Server.CONNECT_TIMEOUT_SECONDS * 1000);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private InetSocketAddress target() throws IOException {
        InetAddress host = address.through().isPresent() ? InetAddress.getLoopbackAddress() : resolve();
        return new InetSocketAddress(host, address.port());
    }

    /** Whether the server offers TLS: it answers one byte, S or N. */
    boolean offersTls() throws IOException {
        try (Socket socket = connect()) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(8);
            out.writeInt(SSL_REQUEST);
            out.flush();
            return new DataInputStream(socket.getInputStream()).readByte() == 'S';
        }
    }
}
