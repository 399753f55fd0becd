package dev.lifeboat.orm.error;

import java.util.List;

/** A statement would have broken a constraint; nothing was changed by it. */
public abstract sealed class ConstraintViolation extends DatabaseException
        permits CheckViolation, ExclusionViolation, ForeignKeyViolation, NotNullViolation, UniqueViolation {
    private final transient Where where;

    ConstraintViolation(String what, Where where, Throwable cause) {
        super(what, where.sqlState(), cause);
        this.where = where;
    }

    /** The constraint's name; empty where the server names none (NOT NULL). */
    public String constraint() {
        return where.constraint();
    }

    /** The table's schema; empty where the server names none. */
    public String schema() {
        return where.schema();
    }

    /** The table, without its schema; empty where the server names none. */
    public String table() {
        return where.table();
    }

    /** The columns that the server named, in its order; empty when it named none. */
    public List<String> columns() {
        return where.columns();
    }

    /** Where the constraint stands. */
    record Where(String sqlState, String constraint, String schema, String table, List<String> columns) {
        Where {
            columns = List.copyOf(columns);
        }
    }
}
