package dev.lifeboat.engine.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a set records of the stack's Docker side.
 *
 * @param engine     the engine's version
 * @param capture    when the databases and the volumes of a full set were captured together; empty for other sets
 * @param stack      what the stack was made of; empty when that was not recorded
 */
public record DockerRecord(String engine, List<VolumeRecord> volumes, Optional<Capture> capture, Optional<StackRecord> stack) {

    /** One that says nothing of what the stack was made of. */
    public DockerRecord(String engine, List<VolumeRecord> volumes, Optional<Capture> capture) {
        this(engine, volumes, capture, Optional.empty());
    }

    /** The same, with what the stack was made of. */
    public DockerRecord with(Optional<StackRecord> itsStack) {
        return new DockerRecord(engine, volumes, capture, itsStack);
    }

    /**
     * One volume of the set.
     *
     * @param member    path of its tar
     * @param index     path of its index
     * @param tar       what made the tar: "tar (GNU tar) 1.35"
     * @param files     how many lines the index has: files, folders, links
     * @param bytes     of all plain files, holes included
     * @param startedAt when the copy began
     * @param endedAt   when it ended
     */
    public record VolumeRecord(String name, String member, String index, String tar, long files, long bytes, Instant startedAt, Instant endedAt) {}

    /**
     * The moment that a full set is of.
     *
     * @param mode     {@code pause} or {@code stop}
     * @param services the containers that were held
     * @param pausedAt when the first was held
     * @param resumedAt when all of them ran again
     * @param pausedMillis in between, by the monotonic clock
     * @param snapshotAt when the databases' snapshots were taken
     * @param lsn      of the server's log at that moment
     */
    public record Capture(String mode, List<String> services, Instant pausedAt, Instant resumedAt, long pausedMillis, Instant snapshotAt, String lsn) {}

    public DockerRecord {
        volumes = List.copyOf(volumes);
    }

    /** The same, its members under other paths. */
    DockerRecord renamed(UnaryOperator<String> path) {
        return new DockerRecord(engine, volumes.stream().map(one -> new VolumeRecord(one.name(), path.apply(one.member()), path.apply(one.index()), one.tar(), one.files(),
                one.bytes(), one.startedAt(), one.endedAt())).toList(), capture, stack.map(one -> one.renamed(path)));
    }
}
