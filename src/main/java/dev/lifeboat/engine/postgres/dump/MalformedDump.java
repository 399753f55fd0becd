package dev.lifeboat.engine.postgres.dump;

import java.io.IOException;

/** The bytes are no pg_dump archive of the custom format, of a kind that is not read, or cut off. The message says which. */
public final class MalformedDump extends IOException {
    public MalformedDump(String message) {
        super(message);
    }
}
