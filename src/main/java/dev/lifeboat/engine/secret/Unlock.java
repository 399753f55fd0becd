package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.Failure;
import java.util.List;
import java.util.Optional;

/** What a reader of something encrypted has at hand to open it. Thread-safe. */
public interface Unlock {

    /** Nothing: only what is not encrypted can be read. */
    Unlock NONE = with();

    /**
     * The identities at hand among those of these public keys; empty when there is none.
     * @throws Failure.KeyNeeded when one is kept here, but locked
     */
    List<Identity> identities(List<Recipient> recipients);

    /** The passphrase that was given for sets that were encrypted with one. */
    Optional<Secret> passphrase();

    /** These identities, and no passphrase. */
    static Unlock with(Identity... identities) {
        return of(List.of(identities), Optional.empty());
    }

    /** A passphrase, and no identity. */
    static Unlock withPassphrase(Secret passphrase) {
        return of(List.of(), Optional.of(passphrase));
    }

    private static Unlock of(List<Identity> identities, Optional<Secret> passphrase) {
        return new Unlock() {
            @Override public List<Identity> identities(List<Recipient> recipients) {
                return identities.stream().filter(identity -> recipients.contains(identity.recipient())).toList();
            }

            @Override public Optional<Secret> passphrase() {
                return passphrase;
            }
        };
    }
}
