package dev.lifeboat.engine.repository;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A complete backup set in a repository or at a destination.
 *
 * @param verified the newest result kept beside it
 * @param pin      says that it is kept whatever the retention is
 */
public record BackupSet(Path folder, Manifest manifest, Optional<VerificationResult> verified, Optional<Pin> pin) {

    /** One that is not pinned. */
    public BackupSet(Path folder, Manifest manifest, Optional<VerificationResult> verified) {
        this(folder, manifest, verified, Optional.empty());
    }

    public String id() {
        return manifest.id();
    }
}
