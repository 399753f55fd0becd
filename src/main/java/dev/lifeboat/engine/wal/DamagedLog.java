package dev.lifeboat.engine.wal;

import java.io.IOException;

/** A segment of the write-ahead log is cut, changed, or belongs elsewhere. The message is half a sentence after the segment's name. */
public final class DamagedLog extends IOException {

    private static final long serialVersionUID = 1;

    DamagedLog(String what) {
        super(what);
    }
}
