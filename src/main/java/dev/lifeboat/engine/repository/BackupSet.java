package dev.lifeboat.engine.repository;

import java.nio.file.Path;
import java.util.Optional;

/** A complete backup set in a repository or at a destination. @param verified the newest result kept beside it */
public record BackupSet(Path folder, Manifest manifest, Optional<VerificationResult> verified) {
    public String id() {
        return manifest.id();
    }
}
