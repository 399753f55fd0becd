package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.replication.place.Location;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where sets are copied to. It becomes a repository itself, so that a new installation can list, verify and restore from it.
 *
 * @param name     made like a stack's
 * @param location where it is
 * @param filter   which sets are copied there
 * @param terms    how they are
 */
public record Destination(String name, Location location, Filter filter, Terms terms) {

    /**
     * Which sets are copied. Each part that is empty lets every set pass.
     *
     * @param stack  only this stack's
     * @param kinds  only of these kinds
     * @param labels only with one of these labels
     */
    public record Filter(Optional<String> stack, Set<Kind> kinds, Set<String> labels) {

        public static final Filter ALL = new Filter(Optional.empty(), Set.of(), Set.of());

        public Filter {
            kinds = Set.copyOf(kinds);
            labels = Set.copyOf(labels);
        }

        boolean lets(BackupSet set) {
            return stack.map(set.manifest().stack()::equals).orElse(true)
                    && (kinds.isEmpty() || kinds.contains(set.manifest().kind()))
                    && (labels.isEmpty() || set.manifest().label().filter(labels::contains).isPresent());
        }
    }

    /**
     * How sets are copied.
     *
     * @param trusted        whether sets that are not encrypted may lie there
     * @param bytesPerSecond at most so many; at least 1,024
     * @param window         copied only then; what has begun is finished
     */
    public record Terms(boolean trusted, Optional<Long> bytesPerSecond, Optional<Window> window) {

        public static final Terms TRUSTED = new Terms(true, Optional.empty(), Optional.empty());
    }

    /** A folder of this computer that is trusted. @param stack only this stack's sets, or every stack's */
    public Destination(String name, Path folder, Optional<String> stack) {
        this(name, new Location.Folder(folder), new Filter(stack, Set.of(), Set.of()), Terms.TRUSTED);
    }

    /** Only the sets of this stack are copied; empty: of every stack. */
    public Optional<String> stack() {
        return filter.stack();
    }

    /** Whether a set is to be copied there. */
    public boolean wants(BackupSet set) {
        return filter.lets(set);
    }

    /** Whether it wants the set, and may not have it: it is not trusted, and the set is not encrypted. */
    public boolean refuses(BackupSet set) {
        return !terms.trusted() && wants(set) && set.manifest().encryption().isEmpty();
    }

    /** Whether a set is to be copied there, and may be. */
    boolean takes(BackupSet set) {
        return wants(set) && !refuses(set);
    }
}
