package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Stack;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * How a set will be made, whatever its kind, and what to expect of it. Immutable.
 *
 * @param level               of whatever compression
 * @param workers             compression threads of each member, where the compression knows such
 * @param freeBytes           at the repository when planned
 * @param sourceBytes         of what is backed up; empty when nobody can say
 * @param previousStoredBytes of the newest set of the same stack and kind, when there is one
 * @param estimate            empty before there is such a set that was compressed alike
 */
public record Terms(Optional<String> label, int level, int workers, Encryption encryption, BackupHandling handling, long freeBytes,
        OptionalLong sourceBytes, Optional<Long> previousStoredBytes, Optional<BackupEstimate> estimate) {

    private static final String ROOM = "Free disk space";
    private static final int MOST_WORKERS = 4;
    private static final String[] WAYS_OUT = {"Free some space, or name a larger folder with --repository.", "See what could go: lifeboat sets prune --plan"};

    /**
     * What is backed up, in bytes.
     *
     * @param now  as it is now; empty when nobody can say
     * @param then what it was when a set was taken, by the set's manifest
     */
    record Source(OptionalLong now, ToLongFunction<Manifest> then) {}

    /** @param atOnce how many members are compressed at the same time */
    static Terms of(Repository repository, Stack stack, Kind kind, SetOptions options, int atOnce, Source source) {
        BackupHandling handling = options.handling();
        Encryption encryption = options.encryption().orElseGet(stack::encryption);
        StackRecording.environment(stack, encryption); // refused before anything is done
        Optional<Manifest> last = repository.list().sets().stream().map(BackupSet::manifest)
                .filter(set -> set.stack().equals(stack.name()) && set.kind() == kind).findFirst();
        int workers = handling.workers().orElse(Math.min(MOST_WORKERS, Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce)));
        return new Terms(options.label(), options.level(), workers, encryption, handling, repository.freeBytes(),
                source.now(), last.map(Manifest::sizeBytes), last.filter(set -> isAlike(set, handling)).flatMap(set -> estimate(set, source, handling)));
    }

    private static boolean isAlike(Manifest set, BackupHandling handling) {
        return set.members().stream().filter(member -> !MemberPath.isOfStack(member.path())).allMatch(member -> member.compression().equals(handling.compression().word()));
    }

    /** As the last set was, for as many bytes as there are now; no quicker than the rate allows. */
    private static Optional<BackupEstimate> estimate(Manifest last, Source source, BackupHandling handling) {
        double before = source.then().applyAsLong(last);
        if (before <= 0 || source.now().isEmpty()) {
            return Optional.empty();
        }
        double ratio = source.now().getAsLong() / before;
        double slowest = handling.bytesPerSecond().isEmpty() ? 0 : last.rawBytes() * ratio * 1_000 / handling.bytesPerSecond().getAsLong();
        return Optional.of(new BackupEstimate((long) (last.sizeBytes() * ratio), (long) Math.max(last.durationMillis() * ratio, slowest)));
    }

    /** Whether the set will fit, as far as can be told. @param free bytes at the repository now */
    public Check room(long free) {
        String there = Sizes.inWords(free) + " free";
        if (estimate.isPresent()) {
            String expected = "about " + Sizes.inWords(estimate.get().storedBytes()) + " expected";
            return estimate.get().storedBytes() > free ? Check.fail(ROOM, there + ", " + expected + ": there is not enough room.", WAYS_OUT) : Check.ok(ROOM, there + ", " + expected);
        }
        if (sourceBytes.isPresent() && sourceBytes.getAsLong() > free) {
            return Check.warn(ROOM, there + ", and what is backed up has " + Sizes.inWords(sourceBytes.getAsLong()) + ": it may not fit, however well it is compressed.", WAYS_OUT);
        }
        return Check.ok(ROOM, there);
    }
}
