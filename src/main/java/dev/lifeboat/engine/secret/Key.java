package dev.lifeboat.engine.secret;

import java.time.Instant;

/**
 * A key that Lifeboat knows of, without its secret.
 *
 * @param since when it came here
 */
public record Key(String name, Recipient recipient, Place place, Instant since) {

    /** Where its secret is kept. */
    public enum Place {
        /** In the keyring of the desktop. */
        KEYRING,
        /** In a file beside the configuration, encrypted with a passphrase. */
        FILE,
        /** Not here: it can encrypt, not read. */
        ELSEWHERE
    }
}
