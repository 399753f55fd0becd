package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands before a server and, when told to, passes one message on and then cuts the line before its answer. */
final class CuttingProxy implements AutoCloseable {
    private final ServerSocket listening;
    private final ServerAddress behind;
    private volatile String word = "";

    CuttingProxy(ServerAddress behind) throws IOException {
        this.behind = behind;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    ServerAddress address() {
        return new ServerAddress("127.0.0.1", listening.getLocalPort(), behind.user(), behind.maintenanceDatabase(), TlsMode.DISABLE);
    }

    /** The next message that holds this word reaches the server; its answer does not come back. */
    void cutAfter(String text) {
        word = text;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(behind.host(), behind.port());
                Thread.ofVirtual().start(() -> pass(near, far, true));
                Thread.ofVirtual().start(() -> pass(far, near, false));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, boolean asking) {
        try (from; to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean cut = asking && !word.isEmpty() && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(word);
                if (cut) {
                    word = "";
                    from.close();
                }
                out.write(buffer, 0, n);
                out.flush();
                if (cut) {
                    Thread.sleep(300);
                    return;
                }
            }
        } catch (IOException _) {
            // the other side has gone
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
