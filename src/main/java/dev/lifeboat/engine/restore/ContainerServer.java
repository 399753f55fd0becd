package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.docker.ScratchContainer;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.TemporaryCluster;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A new, empty server in a scratch container, which has no network: it is reached through the engine. */
final class ContainerServer implements ProvingServer {

    private final ContainerSandbox sandbox;
    private final Path folder;

    private ContainerServer(ContainerSandbox sandbox, Path folder) {
        this.sandbox = sandbox;
        this.folder = folder;
    }

    static ContainerServer start(ContainerSandbox sandbox, Cancellation cancellation) {
        ContainerServer server = new ContainerServer(sandbox, TemporaryCluster.temporaryFolder(ScratchServer.PREFIX));
        try {
            String data = sandbox.dataDirectory();
            sandbox.run("initdb", List.of("-D", data, "-U", ScratchServer.USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"), cancellation);
            List<String> lines = new ArrayList<>(ScratchServer.SETTINGS);
            lines.add("listen_addresses = '127.0.0.1'");
            lines.add("unix_socket_directories = '" + data + "'");
            String text = String.join("\n", lines) + "\n";
            sandbox.run("sh", List.of("-c", "cat >> \"$0\"", data + "/postgresql.conf"), input -> input.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), cancellation);
            sandbox.run("pg_ctl", List.of("start", "-D", data, "-l", ScratchContainer.FOLDER + "/log", "-w", "-t", "120"), cancellation);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override public ServerAddress address() {
        return new ServerAddress(sandbox.container().address().container(), ScratchServer.PORT, ScratchServer.USER, "postgres", TlsMode.DISABLE, Optional.of(sandbox.container().address()));
    }

    @Override public Passwords passwords() {
        return new Passwords(folder.resolve("no-passwords"), Map.of("HOME", folder.toString()));
    }

    @Override public Optional<Path> tools() {
        return Optional.empty();
    }

    @Override public Optional<Long> freeBytes() {
        String said = sandbox.run("sh", List.of("-c", "df -Pk \"$0\" | tail -n 1 | awk '{print $4}'", sandbox.dataDirectory()), new Cancellation()).strip();
        return said.matches("\\d{1,15}") ? Optional.of(Long.parseLong(said) * 1024) : Optional.empty();
    }

    @Override public String dataPlace() {
        return "the engine's storage";
    }

    @Override public String tablespace(String name) {
        return sandbox.run("mktemp", List.of("-d", ScratchContainer.FOLDER + "/tablespace-XXXXXX"), new Cancellation()).strip();
    }

    @Override public Path folder() {
        return folder;
    }

    @Override public boolean isEmpty() {
        return true;
    }

    @Override public void close() {
        try {
            sandbox.close();
        } finally {
            FolderTree.delete(folder);
        }
    }
}
