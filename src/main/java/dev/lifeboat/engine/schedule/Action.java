package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.repository.Kind;
import java.util.Optional;

/** What a schedule does to its stack. */
public enum Action {
    /** A backup set of the stack's databases. */
    BACKUP_DATABASE("Back up", Kind.DATABASE),
    /** A set of the stack's volumes. */
    BACKUP_VOLUMES("Back up the volumes of", Kind.VOLUMES),
    /** A set of the stack's databases and volumes of one moment; services that write are paused meanwhile. */
    BACKUP_FULL("Back up databases and volumes of", Kind.FULL),
    /** A copy of the stack's whole server. */
    BACKUP_BASE("Copy the server of", Kind.BASE),
    /** The stack's sets whose turn it is are read whole, so that every byte is read again within a stated time. */
    VERIFY("Verify sets of", null),
    /** What the stack's retention does not keep is deleted. */
    PRUNE("Delete old sets of", null),
    /** What is missing at the destinations that take the stack's sets is copied there. */
    REPLICATE("Copy the sets of", null);

    private final String verb;
    private final Kind kindOrNull;

    /** Whether it makes a new set. */
    public boolean isBackup() {
        return kindOrNull != null;
    }

    /** Of the sets that it makes. */
    public Optional<Kind> kind() {
        return Optional.ofNullable(kindOrNull);
    }

    Action(String verb, Kind kindOrNull) {
        this.verb = verb;
        this.kindOrNull = kindOrNull;
    }

    /** {@code Back up shop}. */
    public String title(String stack) {
        return verb + " " + stack;
    }
}
