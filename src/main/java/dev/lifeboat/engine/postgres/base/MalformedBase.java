package dev.lifeboat.engine.postgres.base;

import java.io.IOException;

/** A base backup is not whole, or not what the server's manifest says. The message is half a sentence. */
public final class MalformedBase extends IOException {

    private static final long serialVersionUID = 1;

    MalformedBase(String what) {
        super(what);
    }
}
