package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.Unlock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** A member of a set as it was before encryption and compression, in a stream with bounded memory. */
public final class MemberReading {

    private static final int BUFFER = 1 << 17;

    private MemberReading() {}

    static InputStream open(BackupSet set, Manifest.Member member, Unlock unlock) throws IOException {
        return raw(new BufferedInputStream(Files.newInputStream(set.folder().resolve(member.path())), BUFFER), set.manifest(), member, unlock);
    }

    /**
     * What a member's file holds. {@code stored} is closed with the stream, and when this throws. What is read before the
     * stream's end is authentic chunk by chunk, but only its end tells that nothing is missing.
     *
     * @throws IOException       when it is not what the manifest says
     * @throws Failure.KeyNeeded when it cannot be opened with what is at hand
     */
    public static InputStream raw(InputStream stored, Manifest manifest, Manifest.Member member, Unlock unlock) throws IOException {
        InputStream opened = stored;
        try {
            opened = decrypted(stored, manifest, member, unlock);
            return Compression.of(member.compression())
                    .orElseThrow(() -> new IOException("its compression " + member.compression() + " is not known")).decompressing(opened);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** As {@link #raw} does, of one that may be encrypted; still compressed. */
    static InputStream decrypted(InputStream stored, Manifest manifest, Manifest.Member member, Unlock unlock) throws IOException {
        if (member.encryption().isEmpty()) {
            return stored;
        }
        if (!member.encryption().get().equals(Manifest.Encrypted.AGE) || manifest.encryption().isEmpty()) {
            throw new IOException("its encryption " + member.encryption().get() + " is not known");
        }
        Manifest.Encrypted encryption = manifest.encryption().get();
        return encryption.passphrase() ? withPassphrase(stored, manifest, unlock) : withKeys(stored, manifest, recipients(encryption), unlock);
    }

    private static List<Recipient> recipients(Manifest.Encrypted encryption) throws IOException {
        try {
            return encryption.publicKeys();
        } catch (Failure.BadInput _) {
            throw new IOException("the manifest names as a recipient what is no public key");
        }
    }

    private static InputStream withKeys(InputStream stored, Manifest manifest, List<Recipient> recipients, Unlock unlock) throws IOException {
        List<Identity> identities = unlock.identities(recipients);
        if (identities.isEmpty()) {
            throw new Failure.KeyNeeded(Failure.KeyTrouble.NO_KEY, "The set " + manifest.id() + " is encrypted, and none of your keys opens it. It needs "
                    + String.join(" or ", recipients.stream().map(Recipient::shortened).toList()) + ".",
                    "Bring the key here: lifeboat keys import NAME FILE (from a recovery kit, or a file of age-keygen).");
        }
        try {
            return Age.decrypting(stored, identities);
        } catch (Age.NotOpened e) {
            throw new IOException("its head does not open with a key that the manifest names: it is damaged, or encrypted to others", e);
        }
    }

    private static InputStream withPassphrase(InputStream stored, Manifest manifest, Unlock unlock) throws IOException {
        Optional<Secret> passphrase = unlock.passphrase();
        if (passphrase.isEmpty()) {
            throw new Failure.KeyNeeded(Failure.KeyTrouble.PASSPHRASE, "The set " + manifest.id() + " is encrypted with a passphrase.",
                    "Give it at the prompt of a terminal, or in LIFEBOAT_SET_PASSPHRASE.");
        }
        try {
            return Age.decrypting(stored, passphrase.get());
        } catch (Age.NotOpened _) {
            throw new Failure.KeyNeeded(Failure.KeyTrouble.WRONG_PASSPHRASE, "The passphrase does not open the set " + manifest.id() + ".",
                    "Try again; if you are sure of it, verify the set: its checksums tell whether it is damaged.");
        }
    }
}
