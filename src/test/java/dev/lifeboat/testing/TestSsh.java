package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real sshd on loopback with keys and a port of its own, and the configuration with which {@code ssh} trusts it:
 * {@code @RegisterExtension static final TestSsh SSH = new TestSsh();}. Without OpenSSH's server the tests are skipped.
 * While it runs, ours uses that configuration alone.
 */
public final class TestSsh implements BeforeAllCallback, AfterAllCallback {

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final String CONFIGURATION = "lifeboat.ssh.config";

    private Path folder;
    private Process sshd;
    private int port;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "OpenSSH's server is not installed (openssh-server)");
        folder = Files.createTempDirectory("lifeboat-sshd");
        Files.createDirectories(Path.of("/run/sshd"));
        for (String key : List.of("host", "person")) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString());
        }
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        authorize("");
        write("sshd_config", """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/host
                AuthorizedKeysFile %s/authorized
                PasswordAuthentication no
                UsePAM no
                StrictModes no
                PidFile none
                """.formatted(port, folder, folder));
        write("known", "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
        write("ssh_config", """
                Host *
                  IdentityFile %s/person
                  IdentitiesOnly yes
                  UserKnownHostsFile %s/known
                  GlobalKnownHostsFile none
                """.formatted(folder, folder));
        start();
        System.setProperty(CONFIGURATION, folder.resolve("ssh_config").toString());
    }

    private void start() throws Exception {
        sshd = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", folder.resolve("sshd_config").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        for (int tries = 0; !answers(); tries++) {
            if (tries > 100 || !sshd.isAlive()) throw new IOException("sshd does not start: " + Files.readString(folder.resolve("log")));
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        System.clearProperty(CONFIGURATION);
        if (sshd != null) {
            sshd.destroy();
            sshd.waitFor();
        }
    }

    /** {@code user@127.0.0.1:port}. */
    public String authority() {
        return System.getProperty("user.name") + "@127.0.0.1:" + port;
    }

    /** As for a host that was never visited. */
    public void forgetHostKey() throws IOException {
        write("known", "");
    }

    /** The host's key is known again. */
    public void knowHostKey() throws IOException {
        write("known", "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub")));
    }

    /** The host's public key, as a line of known_hosts without the host. */
    public String hostKey() throws IOException {
        return Files.readString(folder.resolve("host.pub")).strip();
    }

    public int port() {
        return port;
    }

    /** A private key that is let in. */
    public Path keyFile() {
        return folder.resolve("person");
    }

    /** The person's key is let in with these options: {@code command="...",restrict}. */
    public void authorize(String options) throws IOException {
        write("authorized", (options.isEmpty() ? "" : options + " ") + Files.readString(folder.resolve("person.pub")));
    }

    /** Nobody is let in. */
    public void authorizeNobody() throws IOException {
        write("authorized", "");
    }

    /** The host gets another key, as when it is installed anew, or when it is another host. */
    public void changeHostKey() throws Exception {
        stop();
        Files.delete(folder.resolve("host"));
        Files.delete(folder.resolve("host.pub"));
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
        start();
    }

    /** The host is gone, with every connection. */
    public void stop() throws Exception {
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroy();
        sshd.waitFor();
    }

    /** It is back. */
    public void startAgain() throws Exception {
        start();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + " failed");
    }
}
