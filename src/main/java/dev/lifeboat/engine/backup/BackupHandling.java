package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.Compression;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a backup goes about its work, beside what is backed up and where to. Immutable.
 *
 * @param workers        compression threads of each member, where the compression knows such; empty: as many as fit
 * @param bytesPerSecond what is read of databases, volumes or the server at most, all together, before compression
 * @param parallel       how many databases are dumped at the same time
 * @param timeOut        the backup is stopped when it takes longer; its verification and the hook after it are not counted
 * @param before         runs when the set is begun; the backup fails with it
 * @param after          runs at the end, whatever became of the backup; its failure is a remark
 */
public record BackupHandling(Compression compression, OptionalInt workers, OptionalLong bytesPerSecond, int parallel, Optional<Duration> timeOut,
        Optional<Hook> before, Optional<Hook> after) {

    /** More would only wait for each other. */
    public static final int MOST_PARALLEL = 16;
    private static final int MOST_WORKERS = 64;

    /** zstd, as fast as it goes, one database after the other, for as long as it takes. */
    public static final BackupHandling USUAL = new BackupHandling(Compression.ZSTD, OptionalLong.empty(), 1, Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws Failure.BadInput for a number that is none of these */
    public BackupHandling {
        if (bytesPerSecond.isPresent() && bytesPerSecond.getAsLong() < 1024) {
            throw new Failure.BadInput("The rate is " + bytesPerSecond.getAsLong() + " bytes a second; less than 1 KiB never comes to an end.");
        }
        if (parallel < 1 || parallel > MOST_PARALLEL) {
            throw new Failure.BadInput("The number of databases at the same time is " + parallel + "; it goes from 1 to " + MOST_PARALLEL + ".");
        }
        if (workers.isPresent() && (workers.getAsInt() < 0 || workers.getAsInt() > MOST_WORKERS)) {
            throw new Failure.BadInput("The number of compression threads is " + workers.getAsInt() + "; it goes from 0 to " + MOST_WORKERS + ".");
        }
        if (timeOut.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            throw new Failure.BadInput("A time limit is longer than nothing.");
        }
    }

    /** As many compression threads as fit. */
    public BackupHandling(Compression compression, OptionalLong bytesPerSecond, int parallel, Optional<Duration> timeOut, Optional<Hook> before, Optional<Hook> after) {
        this(compression, OptionalInt.empty(), bytesPerSecond, parallel, timeOut, before, after);
    }
}
