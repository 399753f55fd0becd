package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.ToolProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * How the system's ssh is called for one login: with a configuration of our own in a private folder, which trusts the
 * pinned host key alone, asks nothing, and then takes what the person's configuration says of the host. Closing it removes
 * the folder. Source: OpenSSH manual, ssh_config(5): the first value found counts.
 */
final class SshAccess implements AutoCloseable {

    /** The host's name in our known_hosts: wherever it listens, it is the one that was pinned. */
    private static final String ALIAS = "lifeboat";
    private static final Map<String, String> ENGLISH = Map.of("LC_ALL", "C", "TZ", "UTC");

    private final SshLogin login;
    private final Path program;
    private final Path folder;
    private final Path config;
    private final Path known;

    /** @param pinned empty: whatever key the host has is taken, which is only right to ask for it */
    SshAccess(SshLogin login, Optional<HostKey> pinned) {
        this.login = login;
        program = StockTool.find("ssh", "openssh-client");
        try {
            folder = Files.createTempDirectory("lb-ssh"); // for its owner only
            config = folder.resolve("config");
            known = folder.resolve("known_hosts");
            Files.writeString(known, pinned.map(key -> ALIAS + " " + key.type() + " " + key.key() + "\n").orElse(""));
            Files.writeString(config, configuration(pinned.isPresent()));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the configuration of ssh", e);
        }
    }

    private String configuration(boolean pinned) {
        StringBuilder text = new StringBuilder("Host " + login.host() + "\n");
        line(text, "BatchMode", "yes");
        line(text, "StrictHostKeyChecking", pinned ? "yes" : "accept-new");
        line(text, "UserKnownHostsFile", "\"" + known + "\"");
        line(text, "GlobalKnownHostsFile", "none");
        line(text, "HostKeyAlias", ALIAS);
        line(text, "HashKnownHosts", "no");
        line(text, "CheckHostIP", "no");
        line(text, "UpdateHostKeys", "no");
        line(text, "ControlPath", "\"" + folder.resolve("mux") + "\""); // one connection for all that is done there
        line(text, "ControlMaster", "auto");
        line(text, "ControlPersist", "20");
        line(text, "ConnectTimeout", "15");
        line(text, "ServerAliveInterval", "15");
        line(text, "ClearAllForwardings", "yes");
        line(text, "ForwardAgent", "no");
        login.port().ifPresent(port -> line(text, "Port", port.toString()));
        login.user().ifPresent(user -> line(text, "User", user));
        login.keyFile().ifPresent(file -> {
            line(text, "IdentityFile", "\"" + file + "\"");
            line(text, "IdentitiesOnly", "yes");
        });
        String persons = System.getProperty("lifeboat.ssh.config");
        text.append("Match all\n");
        if (persons == null) {
            line(text, "Include", "~/.ssh/config");
            line(text, "Include", "/etc/ssh/ssh_config");
        } else {
            line(text, "Include", "\"" + persons + "\"");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(' ').append(value).append('\n');
    }

    /** What rsync is to connect with, as one text that it takes apart at blanks outside of quotes. */
    String remoteShell() {
        return "'" + program + "' -F '" + config + "'";
    }

    /** Starts a command there. @param command what the login's shell gets; every word of it is of ours or quoted */
    ToolProcess start(String command, Cancellation cancellation) {
        return ToolProcess.start("ssh", program, List.of("-F", config.toString(), "-T", "--", login.host(), command), ENGLISH, cancellation);
    }

    /**
     * The key that a host shows now. It says nothing of whether it is the right host: a person has to compare it.
     * @param type the one to ask for first; empty: what both like best
     * @throws Failure.ConnectionFailed when there is no ssh server to be reached
     */
    static HostKey hostKey(SshLogin login, Optional<String> type, Cancellation cancellation) {
        try (SshAccess access = new SshAccess(login, Optional.empty())) {
            List<String> arguments = new ArrayList<>(List.of("-F", access.config.toString(), "-T", "-o", "PreferredAuthentications=none", "-o", "ControlPath=none"));
            type.ifPresent(one -> arguments.addAll(List.of("-o", "HostKeyAlgorithms=^" + (one.equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : one))));
            arguments.addAll(List.of("--", login.host(), "true"));
            try (ToolProcess process = ToolProcess.start("ssh", access.program, arguments, ENGLISH, cancellation)) {
                process.input().close();
                process.output().readAllBytes();
                ToolProcess.Exit exit = process.await();
                List<String> lines = Files.readAllLines(access.known, StandardCharsets.UTF_8).stream().filter(line -> line.startsWith(ALIAS + " ")).toList();
                if (lines.isEmpty()) {
                    throw new SshComplaint(login, Optional.empty()).of(exit);
                }
                return HostKey.parse(lines.getFirst());
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not ask " + login + " for its host key", e);
        }
    }

    /** The shared connection ends with us; of a program that is killed, 20 seconds later. */
    private void endShared() {
        if (!Files.exists(folder.resolve("mux"))) {
            return;
        }
        try (ToolProcess process = ToolProcess.start("ssh", program, List.of("-F", config.toString(), "-O", "exit", "--", login.host()), ENGLISH, new Cancellation())) {
            process.input().close();
            process.output().readAllBytes();
            process.await();
        } catch (IOException | Failure e) {
            LoggerFactory.getLogger(SshAccess.class).warn("The connection to {} could not be ended", login, e);
        }
    }

    static Map<String, String> environment() {
        return ENGLISH;
    }

    @Override
    public void close() {
        endShared();
        FolderTree.delete(folder);
    }
}
