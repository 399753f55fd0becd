package dev.lifeboat.engine.postgres;

import java.util.Map;

/** A machine on which no PostgreSQL is installed. */
public final class NoTools {

    private NoTools() {}

    public static Tools tools() {
        // Of all platforms Windows has its places in the environment alone, so that they can be moved away.
        return new Tools(new ToolPlaces("Windows 11", Map.of("ProgramFiles", "C:\\No Programs", "PATH", "/no-such-folder/bin")));
    }
}
