package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.secret.Encryption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how a set is made, whatever its kind; the backup commands and schedules have the same. */
final class MakingOptions {

    @Option(names = "--label", paramLabel = "TEXT", description = "A word to find the set by.")
    Optional<String> label = Optional.empty();

    @Mixin HandlingOptions handling;

    @Option(names = "--encrypt-to", paramLabel = "KEY", description = "A key by its name, or a public key; may be repeated. Default: those of the stack.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--encrypt-with-passphrase", description = "Encrypt this set with a passphrase, which is asked for, or taken from LIFEBOAT_SET_PASSPHRASE.")
    boolean passphrase;

    @Option(names = "--no-encryption", description = "Do not encrypt this set, whatever the stack says.")
    boolean open;

    /** @throws Failure.BadInput when one of them is nothing that can be done */
    SetOptions options(Session session) {
        return new SetOptions(label, handling.level, encryption(session), handling.handling());
    }

    /** As it was asked for; empty: as the stack says. */
    private Optional<Encryption> encryption(Session session) {
        if (passphrase && !keys.isEmpty()) {
            throw new Failure.BadInput("Encrypt either to keys or with a passphrase, not both.");
        }
        if (open && (passphrase || !keys.isEmpty())) {
            throw new Failure.BadInput("Encrypt the set, or say --no-encryption, not both.");
        }
        if (open) {
            return Optional.of(Encryption.NONE);
        }
        KeyPassphrases given = KeyPassphrases.of(session);
        return passphrase ? Optional.of(given.forNewSet()) : keys.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(given.recipients(keys)));
    }

    /** The options again, as a person would type those that are not as usual. */
    CommandText addTo(CommandText command) {
        handling.addTo(command.option("--label", label.stream().toList())).option("--encrypt-to", keys);
        CommandText same = open ? command.add("--no-encryption") : command;
        return passphrase ? same.add("--encrypt-with-passphrase") : same;
    }
}
