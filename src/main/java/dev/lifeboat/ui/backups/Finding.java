package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.ui.common.Messages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in the repository that is no usable set.
 *
 * @param what one sentence
 * @param todo what to do about it
 * @param leftOver whether it is what a killed run left, which can be deleted
 */
public record Finding(Path folder, String what, String todo, boolean leftOver) {
    /** Unreadable sets first, then what killed runs left behind. */
    public static List<Finding> of(Repository.Listing listing) {
        var findings = new ArrayList<Finding>();
        for (var unreadable : listing.unreadable()) {
            findings.add(new Finding(unreadable.folder(),
                    Messages.text("backups.finding.unreadable", name(unreadable.folder()), unreadable.why()),
                    Messages.text("backups.finding.unreadable.todo"), false));
        }
        for (var orphan : listing.orphans()) {
            findings.add(new Finding(orphan, Messages.text("backups.finding.orphan", name(orphan)),
                    Messages.text("backups.finding.orphan.todo"), true));
        }
        return List.copyOf(findings);
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
