package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;

/** Backup sets in words, the same in every view. Immutable. */
public final class SetWords {
    /** How a set stands, as a person judges it. */
    public enum Standing {
        /** Verified, nothing found, no remarks. */
        VERIFIED,
        /** Complete; nobody has read it back yet. */
        UNVERIFIED,
        /** Complete, but not all of it as one would wish. */
        WARNINGS,
        /** The newest verification found damage. */
        DAMAGED
    }

    private final Formats formats;

    public SetWords(Formats formats) {
        this.formats = formats;
    }

    /** Damage comes before remarks, remarks before everything else. */
    public static Standing standing(BackupSet set) {
        if (set.verified().filter(result -> !result.ok()).isPresent()) return Standing.DAMAGED;
        if (!set.manifest().warnings().isEmpty()) return Standing.WARNINGS;
        return set.verified().isPresent() ? Standing.VERIFIED : Standing.UNVERIFIED;
    }

    /** Such as {@code Complete, verified}. */
    public static String standingText(Standing standing) {
        return Messages.text("backups.standing." + standing.name().toLowerCase(Locale.ROOT));
    }

    /** Such as {@code by checksum} or {@code row by row}. */
    public static String depth(Depth depth) {
        return Messages.text("backups.depth." + depth.name().toLowerCase(Locale.ROOT));
    }

    /** What a set holds, such as {@code Databases, volumes}. */
    public static String kind(Kind kind) {
        return Messages.text("backups.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** When and how deeply a set was verified, such as {@code 2 hours ago, row by row}; or that it never was. */
    public String verified(BackupSet set) {
        return set.verified().map(this::verified).orElseGet(() -> Messages.text("backups.verified.never"));
    }

    /** What a person said of a set: that it is pinned, its label; empty when neither. */
    static String notes(BackupSet set) {
        var label = set.manifest().label();
        if (set.pin().isEmpty()) return label.orElse("");
        return label.map(text -> Messages.text("backups.pinned") + ", " + text).orElseGet(() -> Messages.text("backups.pinned"));
    }

    private String verified(VerificationResult result) {
        return Messages.text("backups.verified", formats.relative(result.at()), depth(result.depth()));
    }
}
