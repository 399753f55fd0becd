package dev.lifeboat.orm.error;

import java.util.Optional;

/** The row was changed or deleted by someone else since it was read; nothing was written. */
public final class StaleRow extends DatabaseException {
    private final transient Optional<?> current;

    /** @param current the row as it is now; empty when it is gone */
    public StaleRow(String what, Optional<?> current) {
        super(what, "", null);
        this.current = current;
    }

    /** The row as the database holds it now, of the entity's type; empty when it is gone. */
    public Optional<?> current() {
        return current;
    }
}
