package dev.lifeboat.engine.repository;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a restore test of a set proved, kept beside the set. A verification that reads less does not take it away.
 *
 * @param place       where it was restored, in words
 * @param phaseMillis the time of each phase, in order
 * @param notes       what was not compared, and what else the operator should know
 * @param volumes     those that were unpacked; absent in a record of before there were such
 * @param base        of a copy of a whole server
 */
public record ProvenRecord(Instant at, String place, Map<String, Long> phaseMillis, List<Database> databases, List<String> notes,
        Optional<List<Volume>> volumes, Optional<Base> base) {

    /** One restored database, equal to the manifest. @param indexes that amcheck looked through, every row of each table found in them; 0 when it is not installed */
    public record Database(String name, long tables, long rows, long sequences, long constraints, long objects, long largeObjects, long indexes) {}

    /** One unpacked volume, every file of it as the index says. */
    public record Volume(String name, long files, long bytes) {}

    /**
     * A whole server that was brought back.
     *
     * @param files   held against the server's own list
     * @param tables  that are in it, those of the catalog too
     * @param checked whether every index was held against its table
     * @param reached where it was consistent
     */
    public record Base(long databases, long files, long tables, boolean checked, String reached) {}
}
