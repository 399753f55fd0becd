package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.Compression;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a backup goes about its work, beside what is backed up and where to. Immutable.
 *
 * @param bytesPerSecond what is read from the server at most, of all databases together, before compression
 * @param parallel       how many databases are dumped at the same time
 * @param timeOut        the backup is stopped when it takes longer; its verification and the hook after it are not counted
 * @param before         runs when the set is begun; the backup fails with it
 * @param after          runs at the end, whatever became of the backup; its failure is a remark
 */
public record BackupHandling(Compression compression, OptionalLong bytesPerSecond, int parallel, Optional<Duration> timeOut,
        Optional<Hook> before, Optional<Hook> after) {

    /** More would only wait for each other. */
    public static final int MOST_PARALLEL = 16;

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
        if (timeOut.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            throw new Failure.BadInput("A time limit is longer than nothing.");
        }
    }
}
