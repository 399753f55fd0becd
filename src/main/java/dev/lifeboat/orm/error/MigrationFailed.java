package dev.lifeboat.orm.error;

/** The server refused a statement of a migration. The cause is the error by its own type. */
public final class MigrationFailed extends DatabaseException {
    private final String file;
    private final int line;

    /** @param undone whether nothing of the file is left */
    public MigrationFailed(String file, int line, boolean undone, DatabaseException cause) {
        super(file + ", line " + line + ": " + cause.getMessage() + (undone ? " (the file was rolled back)"
                : " (the file runs without a transaction: what stands before this line has happened)"), cause.sqlState(), cause);
        this.file = file;
        this.line = line;
    }

    /** The file's name. */
    public String file() {
        return file;
    }

    /** The line that the statement begins on, from 1. */
    public int line() {
        return line;
    }
}
