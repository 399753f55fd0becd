package dev.lifeboat.engine.schedule;

/** What a schedule does to its stack. */
public enum Action {
    /** A backup set of the stack's databases. */
    BACKUP_DATABASE("Back up"),
    /** A set of the stack's volumes. */
    BACKUP_VOLUMES("Back up the volumes of"),
    /** A set of the stack's databases and volumes of one moment; services that write are paused meanwhile. */
    BACKUP_FULL("Back up databases and volumes of"),
    /** A copy of the stack's whole server. */
    BACKUP_BASE("Copy the server of"),
    /** The stack's sets whose turn it is are read whole, so that every byte is read again within a stated time. */
    VERIFY("Verify sets of"),
    /** What the stack's retention does not keep is deleted. */
    PRUNE("Delete old sets of"),
    /** What is missing at the destinations that take the stack's sets is copied there. */
    REPLICATE("Copy the sets of");

    private final String verb;

    /** Whether it makes a new set. */
    public boolean isBackup() {
        return this == BACKUP_DATABASE || this == BACKUP_VOLUMES || this == BACKUP_FULL || this == BACKUP_BASE;
    }

    Action(String verb) {
        this.verb = verb;
    }

    /** {@code Back up shop}. */
    public String title(String stack) {
        return verb + " " + stack;
    }
}
