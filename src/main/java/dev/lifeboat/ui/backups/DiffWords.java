package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.repository.SetDiff.Difference;
import dev.lifeboat.engine.repository.SetDiff.Side;
import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.util.Optional;

/** What differs between two sets, in words. */
final class DiffWords {
    private static final int HASH_SHOWN = 8;

    private final Formats formats;

    DiffWords(Formats formats) {
        this.formats = formats;
    }

    String what(Difference difference) {
        return switch (difference.subject()) {
            case DATABASE -> Messages.text("compare.what.database");
            case TABLE -> Messages.text("compare.what.table", difference.name());
            case SEQUENCE -> Messages.text("compare.what.sequence", difference.name());
            case LARGE_OBJECTS -> Messages.text("compare.what.largeObjects");
            case OBJECTS -> Messages.text("compare.what.objects", difference.name());
        };
    }

    String side(Difference difference, Optional<Side> side) {
        if (side.isEmpty()) return Messages.text("compare.side.none");
        long number = side.get().number();
        return switch (difference.subject()) {
            case DATABASE, TABLE -> Messages.text("compare.side.rows", number) + otherContent(difference, side.get());
            case SEQUENCE -> side.get().detail().equals("unused") ? Messages.text("compare.side.unused", formats.count(number)) : formats.count(number);
            case LARGE_OBJECTS -> formats.count(number) + otherContent(difference, side.get());
            case OBJECTS -> formats.count(number);
        };
    }

    String volume(VolumeDiff volume) {
        if (!volume.inLeft() || !volume.inRight()) {
            return Messages.text(volume.inLeft() ? "compare.volume.left" : "compare.volume.right", volume.volume(), volume.added() + volume.removed());
        }
        return volume.same() ? Messages.text("compare.volume.same", volume.volume(), volume.equal())
                : Messages.text("compare.volume.different", volume.volume(), volume.added(), volume.removed(), volume.changed(), volume.equal());
    }

    String file(VolumeDiff.Difference file) {
        if (file.left().isEmpty()) return Messages.text("compare.file.right", formats.size(file.right().orElseThrow().size()));
        return file.right().map(right -> file.left().get().differences(right)).orElseGet(() -> Messages.text("compare.file.left", formats.size(file.left().get().size())));
    }

    /** As many on both sides: then the hash says more than the number. */
    private static String otherContent(Difference difference, Side side) {
        boolean alike = difference.left().map(Side::number).equals(difference.right().map(Side::number));
        return alike && side.detail().length() >= HASH_SHOWN ? Messages.text("compare.side.content", side.detail().substring(0, HASH_SHOWN)) : "";
    }
}
