package dev.lifeboat.ui.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of a repository folder.
 *
 * @param sets how many backup sets lie there; 0 unless the state is {@code OURS}
 * @param freeBytes free space on its disk, empty when it could not be asked
 */
public record RepositoryFacts(Path folder, State state, int sets, Optional<Long> freeBytes) {
    /** What the folder is to us. */
    public enum State {
        /** A repository of Lifeboat. */
        OURS,
        /** It does not exist yet, or is empty: the first backup makes it a repository. */
        NEW,
        /** Something else lies there, or it cannot be used. */
        UNUSABLE
    }
}
