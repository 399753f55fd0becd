package dev.lifeboat.engine.repository;

import java.time.Instant;
import java.util.List;

/** What a verification found. @param problems each names the member and what is wrong; empty means the set is good */
public record VerificationResult(Instant at, Depth depth, long durationMillis, List<String> problems) {

    /** QUICK: sizes and SHA-256. DEEP: also decompresses every archive, reads it whole and compares rows and hashes. PROVEN: restored into a scratch server and compared there. */
    public enum Depth { QUICK, DEEP, PROVEN }

    public boolean ok() {
        return problems.isEmpty();
    }
}
