package dev.lifeboat.orm;

/** The three truth values of SQL. */
enum Truth {
    YES, NO, UNKNOWN;

    static Truth of(boolean yes) {
        return yes ? YES : NO;
    }

    Truth and(Truth other) {
        return this == NO || other == NO ? NO : this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
    }

    Truth not() {
        return this == UNKNOWN ? UNKNOWN : of(this == NO);
    }

    Truth or(Truth other) {
        return not().and(other.not()).not();
    }
}
