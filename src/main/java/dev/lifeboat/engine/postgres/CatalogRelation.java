package dev.lifeboat.engine.postgres;

/**
 * Something with rows: a table, a view, ...
 *
 * @param estimatedRows the planner's figure; for a partitioned table the sum of its partitions; -1 when nobody counted yet
 * @param parentOid     of the partitioned table this is a partition of, otherwise 0
 */
public record CatalogRelation(long oid, String schema, String name, Kind kind, long estimatedRows, long parentOid) {

    /** What a relation is (pg_class.relkind). */
    public enum Kind {
        TABLE, PARTITIONED_TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE;

        static Kind of(String relkind) {
            return switch (relkind) {
                case "p" -> PARTITIONED_TABLE;
                case "v" -> VIEW;
                case "m" -> MATERIALIZED_VIEW;
                case "f" -> FOREIGN_TABLE;
                default -> TABLE;
            };
        }
    }
}
