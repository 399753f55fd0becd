package dev.lifeboat.engine.restore;

import java.util.List;

/**
 * What was compared between the set and the restored database.
 *
 * @param objects     definitions compared: constraints, indexes, triggers, grants, ...
 * @param differences each says what was expected and what was found; empty means proven
 */
public record Proof(String database, long tables, long rows, long sequences, long constraints, long objects, long largeObjects, List<String> differences) {
    public boolean proven() {
        return differences.isEmpty();
    }
}
