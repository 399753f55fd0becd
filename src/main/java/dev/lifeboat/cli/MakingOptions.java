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

    /** @throws Failure.BadInput when one of them is nothing that can be done */
    SetOptions options(Session session) {
        return new SetOptions(label, handling.level, encryption(session), handling.handling());
    }

    /** As it was asked for; empty: as the stack says. */
    private Optional<Encryption> encryption(Session session) {
        if (passphrase && !keys.isEmpty()) {
            throw new Failure.BadInput("Encrypt either to keys or with a passphrase, not both.");
        }
        KeyPassphrases given = KeyPassphrases.of(session);
        return passphrase ? Optional.of(given.forNewSet()) : keys.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(given.recipients(keys)));
    }

    /** The options again, as a person would type those that are not as usual. */
    CommandText addTo(CommandText command) {
        handling.addTo(command.option("--label", label.stream().toList())).option("--encrypt-to", keys);
        return passphrase ? command.add("--encrypt-with-passphrase") : command;
    }
}
