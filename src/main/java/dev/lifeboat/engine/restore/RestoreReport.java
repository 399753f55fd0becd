package dev.lifeboat.engine.restore;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a restore did. @param phaseMillis the time of each phase, in order @param notes what the operator should know: names kept, settings applied */
public record RestoreReport(RestorePlan plan, Instant startedAt, Instant endedAt, Map<String, Long> phaseMillis, List<Proof> proofs, List<String> notes) {
    public boolean proven() {
        return proofs.stream().allMatch(Proof::proven);
    }
}
