package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.secret.Encryption;

/** What a set records of the environment of a stack's containers, where their passwords are. */
public enum ContainerEnvironment {

    /** Everything, as it is: only in a set that is encrypted. */
    ENCRYPTED,

    /** The names, and the values that are known to be harmless; the others are left out. */
    NAMES,

    /** Nothing. */
    NONE;

    /** When nobody chose. */
    public static ContainerEnvironment usual(Encryption encryption) {
        return encryption instanceof Encryption.None ? NAMES : ENCRYPTED;
    }
}
