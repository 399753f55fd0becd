package dev.lifeboat.engine.secret;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.lifeboat.engine.Failure;
import java.security.GeneralSecurityException;

/** A public key of age, {@code age1...}: what is encrypted to it can only be read with its {@link Identity}. No secret. */
public record Recipient(String publicKey) {

    /** @throws Failure.BadInput when it is no public key of age */
    public Recipient {
        writer(publicKey);
    }

    /** Short enough for a sentence: the first and the last characters. */
    public String shortened() {
        return publicKey.substring(0, 10) + "..." + publicKey.substring(publicKey.length() - 6);
    }

    RecipientStanzaWriter writer() {
        return writer(publicKey);
    }

    private static RecipientStanzaWriter writer(String publicKey) {
        try {
            if (publicKey.startsWith("age1")) {
                return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(publicKey);
            }
        } catch (GeneralSecurityException | RuntimeException _) { // what the library throws at other text differs
        }
        // Not repeated: somebody may have pasted the secret key here.
        throw new Failure.BadInput("This is no public key of age: it begins with age1 and has 62 characters.", "See the keys there are: lifeboat keys list");
    }

    @Override public String toString() {
        return publicKey;
    }
}
