package dev.lifeboat.engine.secret;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.x25519.X25519KeyFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import dev.lifeboat.engine.Failure;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** A secret key of age, {@code AGE-SECRET-KEY-1...}, with its public key. {@code toString} never shows the secret. */
public record Identity(Secret secretKey, Recipient recipient) {

    private static final String PREFIX = "AGE-SECRET-KEY-1";

    /** A new one. */
    public static Identity generate() {
        try {
            return parse(new String(new X25519KeyPairGenerator().generateKeyPair().getPrivate().getEncoded(), StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has X25519", e);
        }
    }

    /** @throws Failure.BadInput when it is none; the text is not repeated */
    public static Identity parse(String text) {
        try {
            if (text.startsWith(PREFIX)) {
                SecretKeySpec key = new SecretKeySpec(text.getBytes(StandardCharsets.US_ASCII), "X25519");
                String publicKey = new String(new X25519KeyFactory().translateKey(key).getEncoded(), StandardCharsets.US_ASCII);
                return new Identity(new Secret(text), new Recipient(publicKey));
            }
        } catch (GeneralSecurityException | RuntimeException _) { // their texts may hold a part of the key
        }
        throw new Failure.BadInput("This is no secret key of age: it begins with " + PREFIX + " and has 74 characters.");
    }

    /** Those in a file as {@code age-keygen} writes it: one a line, empty lines and those with {@code #} left out. */
    public static List<Identity> parseFile(String text) {
        List<Identity> found = text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).map(Identity::parse).toList();
        if (found.isEmpty()) {
            throw new Failure.BadInput("There is no secret key of age in it: a line that begins with " + PREFIX + ".");
        }
        return found;
    }

    RecipientStanzaReader reader() {
        try {
            return X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(secretKey.reveal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("it was read before", e);
        }
    }
}
