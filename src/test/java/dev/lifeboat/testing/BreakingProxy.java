package dev.lifeboat.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes between a client and a server on loopback, and cuts or answers by itself when it is told to. */
public final class BreakingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final URI behind;
    private final AtomicLong bytesUntilReset = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger busyAnswers = new AtomicInteger();
    private final AtomicInteger resets = new AtomicInteger();

    public BreakingProxy(URI behind) throws IOException {
        this.behind = behind;
        Thread.ofVirtual().start(this::accept);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** After so many bytes, in whatever direction, the connection they go over is reset; one that is open already as well. */
    public void resetEvery(long bytes) {
        bytesUntilReset.set(bytes);
    }

    /** All goes through again. */
    public void heal() {
        bytesUntilReset.set(Long.MAX_VALUE);
        busyAnswers.set(0);
    }

    /** The next so many connections are answered with 503 SlowDown. */
    public void beBusy(int times) {
        busyAnswers.set(times);
    }

    public int resets() {
        return resets.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            return; // closed
        }
    }

    private void serve(Socket client) {
        try {
            if (busyAnswers.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                slowDown(client);
                return;
            }
            Socket server = new Socket();
            server.connect(new InetSocketAddress(behind.getHost(), behind.getPort()));
            AtomicLong passed = new AtomicLong();
            Thread.ofVirtual().start(() -> pump(client, server, passed));
            pump(server, client, passed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void slowDown(Socket client) throws IOException {
        byte[] some = new byte[8192];
        client.getInputStream().read(some);
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>";
        client.getOutputStream().write(("HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
        client.shutdownOutput();
        client.setSoTimeout(500);
        try {
            while (client.getInputStream().read(some) >= 0) {
                Thread.onSpinWait(); // what it still sends must not become a reset
            }
        } catch (IOException _) {
            client.close();
        }
        client.close();
    }

    private void pump(Socket from, Socket to, AtomicLong passed) {
        byte[] buffer = new byte[8192];
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
                if (passed.addAndGet(some) > bytesUntilReset.get()) {
                    resets.incrementAndGet();
                    from.setOption(StandardSocketOptions.SO_LINGER, 0); // a reset, not an end
                    to.setOption(StandardSocketOptions.SO_LINGER, 0);
                    return;
                }
                out.write(buffer, 0, some);
            }
        } catch (IOException _) {
            return; // the other side has ended it
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
