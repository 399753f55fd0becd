package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a restore to a point came to.
 *
 * @param place      where the copy is
 * @param proof      what was compared with the log; all of it OK when the server stopped where it was asked to
 * @param lastCommit the time of the last transaction that is there
 * @param log        what the server said of where it stopped
 * @param promoted   it is a server of its own on a new timeline, and stopped; otherwise it runs, waits, and can be read
 * @param commands   what can be done next, each with its command line
 */
public record PointReport(String place, List<Check> proof, Optional<Instant> lastCommit, List<String> log, boolean promoted, Map<String, String> commands,
        Map<String, Long> phaseMillis) {

    public boolean proven() {
        return proof.stream().allMatch(check -> check.level() == Check.Level.OK);
    }
}
