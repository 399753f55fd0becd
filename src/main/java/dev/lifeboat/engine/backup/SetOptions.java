package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.secret.Encryption;
import java.util.Optional;

/**
 * What the operator can choose about a set, whatever its kind. Immutable.
 *
 * @param label      a word to find the set by
 * @param level      of whatever compression
 * @param encryption empty: as the stack says
 */
public record SetOptions(Optional<String> label, int level, Optional<Encryption> encryption, BackupHandling handling) {

    public static final int USUAL_LEVEL = 3;

    public static final SetOptions DEFAULT = new SetOptions(Optional.empty(), USUAL_LEVEL, Optional.empty(), BackupHandling.USUAL);
}
