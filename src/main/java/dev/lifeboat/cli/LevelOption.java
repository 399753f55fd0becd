package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import java.util.List;
import picocli.CommandLine.Option;

/** How small, for backups that are compressed with zstd. */
final class LevelOption {

    private static final int USUAL = 3;
    private static final int HIGHEST = 19;

    @Option(names = "--level", paramLabel = "N", description = "zstd level, 1 (fast) to 19 (small). Default: ${DEFAULT-VALUE}.", defaultValue = "3")
    int level = USUAL;

    /** @throws Failure.BadInput when there is no such level */
    int checked() {
        if (level < 1 || level > HIGHEST) {
            throw new Failure.BadInput("The level is " + level + "; it goes from 1 to " + HIGHEST + ".");
        }
        return level;
    }

    /** For the command line that does the same: empty when it is the usual one. */
    List<String> given() {
        return level == USUAL ? List.of() : List.of(String.valueOf(level));
    }
}
