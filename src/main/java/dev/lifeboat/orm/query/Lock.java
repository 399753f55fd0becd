package dev.lifeboat.orm.query;

/** How rows are locked until the transaction ends (PostgreSQL manual, 13.3.2). */
public record Lock(Strength strength, Wait waiting) {
    /** Against what. */
    public enum Strength {
        /** Other writers and other locks. */
        UPDATE("for update"),
        /** Other writers only. */
        SHARE("for share");

        private final String sql;

        Strength(String sql) {
            this.sql = sql;
        }
    }

    /** What happens where another transaction holds a row. */
    public enum Wait {
        /** It is waited for. */
        WAIT(""),
        /** The statement fails with LockNotAvailable. */
        NO_WAIT(" nowait"),
        /** The row is passed over. */
        SKIP(" skip locked");

        private final String sql;

        Wait(String sql) {
            this.sql = sql;
        }
    }

    /** @param of the tables, comma-separated; empty for all */
    String sql(String of) {
        return " " + strength.sql + (of.isEmpty() ? "" : " of " + of) + waiting.sql;
    }
}
