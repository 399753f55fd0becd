package dev.lifeboat.engine.repository;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a restore test of a set proved, kept beside the set. A verification that reads less does not take it away.
 *
 * @param place       where it was restored, in words
 * @param phaseMillis the time of each phase, in order
 * @param notes       what was not compared, and what else the operator should know
 */
public record ProvenRecord(Instant at, String place, Map<String, Long> phaseMillis, List<Database> databases, List<String> notes) {

    /** One restored database, equal to the manifest. @param indexes that amcheck looked through, every row of each table found in them; 0 when it is not installed */
    public record Database(String name, long tables, long rows, long sequences, long constraints, long objects, long largeObjects, long indexes) {}
}
