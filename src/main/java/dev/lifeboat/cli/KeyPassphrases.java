package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Optional;

/** Asks at the terminal for what opens keys and sets, before the work begins; without one, what is given by the environment must do. */
record KeyPassphrases(Keys keys, Terminal terminal) {

    static KeyPassphrases of(Session session) {
        return new KeyPassphrases(session.app().keys(), session.terminal());
    }

    /** For a set that will be read. */
    void toRead(BackupSet set) {
        Optional<Manifest.Encrypted> encryption = set.manifest().encryption();
        if (encryption.isEmpty()) {
            return;
        }
        if (encryption.get().passphrase()) {
            if (keys.passphrase().isEmpty()) {
                ask("Passphrase of the set " + set.id() + ": ").ifPresent(keys::giveSetPassphrase);
            }
            return;
        }
        toOpen(encryption.get().publicKeys());
    }

    /** For the newest base backup of a stack, and the log behind it. */
    void toReadLogOf(Stack stack, Repository repository) {
        repository.list().sets().stream().filter(set -> set.manifest().stack().equals(stack.name()) && set.manifest().base().isPresent()).findFirst().ifPresent(this::toRead);
    }

    /** For sets that will be encrypted anew: what was written is read again. */
    void toReadAndProve(List<BackupSet> sets, List<Recipient> recipients) {
        sets.forEach(this::toRead);
        toOpen(recipients);
    }

    private void toOpen(List<Recipient> recipients) {
        try {
            keys.identities(recipients);
        } catch (Failure.KeyNeeded e) {
            if (e.trouble() != Failure.KeyTrouble.LOCKED) {
                throw e;
            }
            ask("Passphrase of the keys on this computer: ").ifPresent(keys::givePassphrase);
        }
    }

    /** For a key whose secret is needed. */
    void toOpen(Key key) {
        if (key.place() == Key.Place.FILE && keys.passphraseOfFiles().isEmpty()) {
            ask("Passphrase of the key " + key.name() + ": ").ifPresent(keys::givePassphrase);
        }
    }

    /** For a key that will be kept in a file; asked for twice. */
    void toKeep(Key.Place place) {
        if (place != Key.Place.FILE || keys.passphraseOfFiles().isPresent()) {
            return;
        }
        askTwice("Passphrase to protect the key with").ifPresent(keys::givePassphrase);
    }

    /** For a new set. @throws Failure.KeyNeeded when nobody gives one */
    Encryption forNewSet() {
        return new Encryption.WithPassphrase(keys.passphrase().or(() -> askTwice("Passphrase to encrypt the set with")).orElseThrow(() -> new Failure.KeyNeeded(
                Failure.KeyTrouble.PASSPHRASE, "There is no passphrase to encrypt the set with.", "Give it at the prompt of a terminal, or in LIFEBOAT_SET_PASSPHRASE.")));
    }

    /** The recipients that were named, as keys or public keys. */
    List<Recipient> recipients(List<String> named) {
        return named.stream().map(keys::recipient).distinct().toList();
    }

    private Optional<Secret> askTwice(String what) {
        Optional<Secret> first = ask(what + ": ");
        if (first.isPresent() && !first.equals(ask("Once more: "))) {
            throw new Failure.BadInput("The two passphrases differ.");
        }
        return first;
    }

    private Optional<Secret> ask(String question) {
        return terminal.person().flatMap(person -> person.askHidden(question)).filter(typed -> !typed.isEmpty()).map(Secret::new);
    }
}
