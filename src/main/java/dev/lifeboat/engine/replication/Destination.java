package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.repository.BackupSet;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A local or mounted folder that sets are copied to. It becomes a repository itself, so that a new installation can
 * list, verify and restore from it.
 *
 * @param name   made like a stack's
 * @param folder absolute
 * @param stack  only this stack's sets, or every stack's
 */
public record Destination(String name, Path folder, Optional<String> stack) {

    /** Whether a set is to be copied there. */
    public boolean wants(BackupSet set) {
        return stack.isEmpty() || stack.get().equals(set.manifest().stack());
    }
}
