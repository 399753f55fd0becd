package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.ToolProcess;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an ssh or rsync that ended badly means. Neither has an exit code of its own for most of it, so their English
 * sentences are read; the exit code decides what is left. Source: rsync(1), "EXIT VALUES".
 *
 * @param pinned the key that was expected
 */
record SshComplaint(SshLogin login, Optional<HostKey> pinned) {

    private static final Pattern SENT_KEY = Pattern.compile("\\b(SHA256:[A-Za-z0-9+/]{43})");

    Failure of(ToolProcess.Exit exit) {
        String said = exit.stderr();
        if (said.contains("Host key verification failed")) {
            return changedKey(Optional.of(SENT_KEY.matcher(said)).filter(Matcher::find).map(sent -> sent.group(1)));
        }
        if (said.contains("Another instance of rrsync")) {
            return new Failure.RepositoryLocked("Another copy to " + login + " is running: its rrsync lets in one at a time.", "Wait until it has ended.");
        }
        if (said.contains("No space left on device") || said.contains("Disk quota exceeded")) {
            return new Failure.StorageFailed(true, "No space is left on " + login + ".", exit.failure(null), "Free some space there. What was copied stays; the next try goes on from there.");
        }
        if (said.contains("Read-only file system") || said.contains("Permission denied (13)") || said.contains("Operation not permitted (1)")) {
            return new Failure.StorageFailed(false, login + " does not let us write or read there: " + line(said, "denied|Read-only|permitted"), exit.failure(null),
                    "Check the owner and mode of the folder there, and that its disk is not mounted read-only.");
        }
        return connection(exit, said);
    }

    private Failure connection(ToolProcess.Exit exit, String said) {
        if (said.contains("Permission denied (")) {
            return failed(Failure.Layer.AUTHENTICATION, login + " does not let us in: the key is missing, wrong or not accepted there.", exit,
                    "Put the public key into ~/.ssh/authorized_keys there, and name the private one with --key, or load it into the agent.",
                    "A key with a passphrase works only through the agent: nothing is asked for here.");
        }
        if (said.contains("Could not resolve hostname")) {
            return failed(Failure.Layer.NAME, "The host " + login.host() + " is not known.", exit, "Check the name, and the network.");
        }
        if (said.contains("Connection refused") || said.contains("timed out") || said.contains("No route to host") || said.contains("Network is unreachable")) {
            return failed(Failure.Layer.TCP, "The ssh server of " + login + " does not answer.", exit, "Check that the host is on, its port, and the firewall.");
        }
        if (said.contains("rsync: command not found") || said.contains("rsync: not found")) {
            return new Failure.ToolMissing("rsync is not installed on " + login + ".", List.of("Install it there (Debian: rsync)."));
        }
        return switch (exit.status()) {
            case 10, 12, 20, 30, 35, 255 -> failed(Failure.Layer.TCP, "The connection to " + login + " was lost.", exit,
                    "What was copied stays; the next try goes on from there.");
            default -> exit.failure(null, "Try it by hand: ssh " + login.host());
        };
    }

    /** @param now what the host showed */
    Failure changedKey(HostKey now) {
        return changedKey(Optional.of(now.fingerprint()));
    }

    private Failure changedKey(Optional<String> shown) {
        return new Failure.ConnectionFailed(Failure.Layer.AUTHENTICATION, "The host key of " + login + " is not the one that was pinned"
                + pinned.map(key -> " (" + key.fingerprint() + ")").orElse("") + ", so nothing was sent." + shown.map(key -> " It showed " + key + ".").orElse(""), null,
                "Ask who looks after the host whether it got a new key. Otherwise somebody may stand between.",
                "When the new key is right, add the destination again: lifeboat destination add ... --replace");
    }

    private static Failure failed(Failure.Layer layer, String what, ToolProcess.Exit exit, String... hints) {
        String words = exit.stderr().lines().filter(line -> !line.isBlank() && !line.startsWith("rsync error:")).reduce("", (_, later) -> later).strip();
        return new Failure.ConnectionFailed(layer, words.isEmpty() ? what : what + " " + exit.tool() + " says: " + words, exit.failure(null), hints);
    }

    private static String line(String said, String words) {
        Pattern pattern = Pattern.compile(words);
        return said.lines().filter(line -> pattern.matcher(line).find()).findFirst().orElse("").strip();
    }
}
