package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Encrypts what is stored of a server's log with age, and opens it again. Which keys open it stands in a file beside the
 * log, so that who restores knows which to look for; every key that was ever written to is in it. Thread-safe.
 */
final class LogSealing {

    private static final String FILE = "recipients.json";

    private final Path file;
    private final List<Recipient> recipients;
    private final Encryption encryption;
    private final Unlock unlock;
    private boolean named;

    private record Named(List<String> recipients) {}

    /** @throws Failure.BadInput for a passphrase: whoever writes a log would have to be able to read it */
    LogSealing(Path folder, Encryption encryption, Unlock unlock) {
        file = folder.resolve(FILE);
        this.encryption = encryption;
        this.unlock = unlock;
        recipients = switch (encryption) {
            case Encryption.None _ -> List.of();
            case Encryption.ToKeys(List<Recipient> keys) -> keys;
            case Encryption.WithPassphrase _ -> throw new Failure.BadInput("A server's log is encrypted to keys, not with a passphrase.",
                    "Make a key: lifeboat keys generate NAME");
        };
    }

    boolean isOn() {
        return !recipients.isEmpty();
    }

    /** What a file's name gets at its end. */
    String suffix() {
        return encryption.suffix();
    }

    /** Closing writes the end, and closes {@code out}. */
    OutputStream sealing(OutputStream out) throws IOException {
        nameRecipients();
        return Age.encrypting(out, encryption);
    }

    private synchronized void nameRecipients() {
        if (named) {
            return;
        }
        List<String> before = named();
        List<String> all = Stream.concat(before.stream(), recipients.stream().map(Recipient::publicKey)).distinct().toList();
        if (!all.equals(before)) {
            AtomicFile.write(file, Json.readable(new Named(all)));
        }
        named = true;
    }

    private List<String> named() {
        try {
            return Files.exists(file) ? Json.read(Files.readAllBytes(file), Named.class, file).recipients() : List.of();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /** Those at hand that open the log. @throws Failure.KeyNeeded when there is none */
    List<Identity> identities() {
        List<Recipient> openedBy = named().stream().map(Recipient::new).toList();
        List<Identity> identities = unlock.identities(openedBy);
        if (identities.isEmpty()) {
            throw new Failure.KeyNeeded(Failure.KeyTrouble.NO_KEY, "The log is encrypted, and none of your keys opens it."
                    + (openedBy.isEmpty() ? "" : " It needs " + String.join(" or ", openedBy.stream().map(Recipient::shortened).toList()) + "."),
                    "Bring the key here: lifeboat keys import NAME FILE (from a recovery kit, or a file of age-keygen).");
        }
        return identities;
    }
}
