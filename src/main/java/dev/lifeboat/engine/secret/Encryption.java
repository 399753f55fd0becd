package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.Failure;
import java.util.List;

/** How the members of a new set are encrypted. */
public sealed interface Encryption {

    Encryption NONE = new None();

    /** Anyone who can read the file can read what is in it. */
    record None() implements Encryption {}

    /** To public keys: any one of their identities opens it, and who writes it needs none of them. */
    record ToKeys(List<Recipient> recipients) implements Encryption {
        public ToKeys {
            recipients = List.copyOf(recipients);
            if (recipients.isEmpty() || recipients.size() > MOST) {
                throw new Failure.BadInput("Encrypt to 1 to " + MOST + " keys, not " + recipients.size() + ".");
            }
        }
    }

    /** With a passphrase, which then has to be given to read it. */
    record WithPassphrase(Secret passphrase) implements Encryption {
        public WithPassphrase {
            if (passphrase.reveal().isEmpty()) {
                throw new Failure.BadInput("The passphrase is empty.");
            }
        }
    }

    /** Their stanzas must fit into the first chunk of a file. */
    int MOST = 100;

    /** To these keys; none: not encrypted. */
    static Encryption to(List<Recipient> recipients) {
        return recipients.isEmpty() ? NONE : new ToKeys(recipients);
    }

    /** What a member's path gets at its end. */
    default String suffix() {
        return this instanceof None ? "" : ".age";
    }
}
