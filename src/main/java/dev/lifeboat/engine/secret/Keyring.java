package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.Failure;
import java.util.Optional;

/** The place where a system keeps secrets for its user. Thread-safe; each call may ask the person to unlock it. */
public interface Keyring {

    /** For people: "the keyring of the desktop (Secret Service)". */
    String name();

    /** Why it cannot be used here; empty when it can, as far as one can tell without asking it. */
    Optional<String> whyNot();

    /** Keeps a secret under a name, in place of an earlier one. @throws Failure.StorageFailed when the keyring does not take it */
    void store(String name, Secret secret);

    /** @throws Failure.StorageFailed when the keyring does not answer, or the person did not unlock it */
    Optional<Secret> find(String name);

    /** Does nothing when there is none. @throws Failure.StorageFailed when the keyring does not answer */
    void remove(String name);
}
