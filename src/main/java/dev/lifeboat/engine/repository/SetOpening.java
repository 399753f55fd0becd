package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Unlock;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Optional;

/** Whether a set can be read with what is at hand: asked before work begins that would fail for want of a key. */
public final class SetOpening {

    private SetOpening() {}

    /**
     * Opens the smallest encrypted member and reads its beginning; does nothing for a set that is not encrypted. Says
     * nothing of damage: that is found where the set is read.
     *
     * @throws Failure.KeyNeeded when the key or the passphrase is missing, locked or wrong
     */
    public static void require(BackupSet set, Unlock unlock) {
        Optional<Manifest.Member> smallest = set.manifest().members().stream().filter(member -> member.encryption().isPresent())
                .min(Comparator.comparingLong(Manifest.Member::sizeBytes));
        if (smallest.isEmpty()) {
            return;
        }
        try (InputStream in = MemberReading.open(set, smallest.get(), unlock)) {
            in.read();
        } catch (IOException _) {
            return; // damaged or missing: whoever reads it says so, and where
        }
    }
}
