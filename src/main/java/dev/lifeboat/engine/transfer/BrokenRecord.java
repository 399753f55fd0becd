package dev.lifeboat.engine.transfer;

/** From here on a file cannot be read as records. */
final class BrokenRecord extends Exception {
    private final long line;

    /** @param line where the record begins, from 1 */
    BrokenRecord(long line, String what, Throwable causeOrNull) {
        super(what, causeOrNull);
        this.line = line;
    }

    long line() {
        return line;
    }
}
