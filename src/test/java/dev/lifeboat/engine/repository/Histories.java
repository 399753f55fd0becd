package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.testing.SampleSets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sets that are only said to be there, for what is decided by their times and states alone. */
final class Histories {

    private Histories() {}

    static BackupSet verified(String at) {
        return set(at, Optional.of(result(List.of())), Optional.empty());
    }

    static BackupSet unverified(String at) {
        return set(at, Optional.empty(), Optional.empty());
    }

    static BackupSet damaged(String at) {
        return set(at, Optional.of(result(List.of("globals.sql.zst is missing."))), Optional.empty());
    }

    static BackupSet pinned(String at) {
        return set(at, Optional.of(result(List.of())), Optional.of(new Pin(Instant.parse(at), "")));
    }

    static BackupSet ofStack(String stack, BackupSet set) {
        var manifest = SampleSets.manifest(stack, set.manifest().startedAt(), List.of());
        return new BackupSet(set.folder(), manifest.with(SetFiles.id(manifest.startedAt(), stack, Kind.DATABASE), List.of()), set.verified(), set.pin());
    }

    private static BackupSet set(String at, Optional<VerificationResult> verified, Optional<Pin> pin) {
        return ofStack("shop", new BackupSet(Path.of("unused"), SampleSets.manifest("shop", Instant.parse(at), List.of()), verified, pin));
    }

    private static VerificationResult result(List<String> problems) {
        return new VerificationResult(Instant.EPOCH, Depth.QUICK, 1, problems);
    }

    /** The day and hour of the sets that stay, newest first. */
    static List<String> kept(Retention retention, List<BackupSet> sets, Instant now) {
        return retention.fates(sets, now).stream().filter(Retention.Fate::kept).map(fate -> fate.set().manifest().startedAt().toString().substring(0, 13)).toList();
    }
}
