package dev.lifeboat.engine.secret;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scrypt recipient of age: a passphrase in place of a key pair.
 * Source: the age specification (C2SP), "The scrypt recipient type".
 */
record ScryptStanza(Secret passphrase) implements RecipientStanzaReader, RecipientStanzaWriter {

    /** OWASP's recommendation for r = 8 and p = 1: 128 MiB, about half a second. */
    static final int LOG_COST = 17;
    /** A file may ask for more than this only to keep us busy; age itself writes 18. */
    static final int MOST_LOG_COST = 20;

    private static final String TYPE = "scrypt";
    private static final int SALT = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One in the head of a file. */
    private record Written(List<String> arguments, byte[] body) implements RecipientStanza {
        @Override public String getType() {
            return TYPE;
        }

        @Override public List<String> getArguments() {
            return arguments;
        }

        @Override public byte[] getBody() {
            return body;
        }
    }

    @Override public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey) throws GeneralSecurityException {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] body = cipher(Cipher.ENCRYPT_MODE, salt, LOG_COST).doFinal(fileKey.getEncoded());
        return List.of(new Written(List.of(Base64.getEncoder().withoutPadding().encodeToString(salt), Integer.toString(LOG_COST)), body));
    }

    @Override public FileKey getFileKey(Iterable<RecipientStanza> stanzas) throws GeneralSecurityException {
        RecipientStanza stanza = null;
        for (RecipientStanza one : stanzas) {
            if (stanza != null || !one.getType().equals(TYPE)) {
                throw new UnsupportedRecipientStanzaException("it was not encrypted with a passphrase");
            }
            stanza = one;
        }
        if (stanza == null || stanza.getArguments().size() != 2 || stanza.getBody().length != 32 || !stanza.getArguments().get(1).matches("[1-9][0-9]?")) {
            throw new UnsupportedRecipientStanzaException("its head is damaged");
        }
        int logCost = Integer.parseInt(stanza.getArguments().get(1));
        byte[] salt = Base64.getDecoder().decode(stanza.getArguments().get(0));
        if (logCost > MOST_LOG_COST || salt.length != SALT) {
            throw new UnsupportedRecipientStanzaException("its scrypt parameters are not accepted");
        }
        return new FileKey(cipher(Cipher.DECRYPT_MODE, salt, logCost).doFinal(stanza.getBody()));
    }

    private Cipher cipher(int mode, byte[] salt, int logCost) throws GeneralSecurityException {
        byte[] label = "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);
        byte[] key = Scrypt.derive(passphrase, ByteBuffer.allocate(label.length + SALT).put(label).put(salt).array(), logCost, 32);
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(new byte[12]));
        return cipher;
    }
}
