package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.secret.Key;
import java.util.List;
import java.util.Optional;

/** Which sets a key opens. */
public record KeyUse(Key key, List<BackupSet> opens, List<BackupSet> needed) {

    public KeyUse {
        opens = List.copyOf(opens);
        needed = List.copyOf(needed);
    }

    /**
     * Of one key among those that are here.
     * {@code opens} has all sets that are encrypted to it; {@code needed} those that no other key here opens.
     */
    public static KeyUse of(Key key, List<Key> all, Repository repository) {
        List<BackupSet> opens = repository.list().sets().stream().filter(set -> isFor(set, key)).toList();
        List<Key> others = all.stream().filter(other -> !other.name().equals(key.name()) && other.place() != Key.Place.ELSEWHERE).toList();
        return new KeyUse(key, opens, opens.stream().filter(set -> others.stream().noneMatch(other -> isFor(set, other))).toList());
    }

    private static boolean isFor(BackupSet set, Key key) {
        Optional<Manifest.Encrypted> encryption = set.manifest().encryption();
        return encryption.isPresent() && encryption.get().recipients().contains(key.recipient().publicKey());
    }
}
