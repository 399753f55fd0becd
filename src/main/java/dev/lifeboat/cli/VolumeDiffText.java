package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.engine.repository.VolumeDiff.Difference;
import java.util.LinkedHashMap;
import java.util.Map;

/** How the files of a volume differ between two sets, in words and as JSON. */
record VolumeDiffText(Words words) {

    String of(String left, String right, VolumeDiff diff) {
        String volume = "Volume " + diff.volume() + ": ";
        if (!diff.inLeft() || !diff.inRight()) {
            return volume + "only in " + (diff.inLeft() ? left : right) + ", with " + words.count(diff.added() + diff.removed(), "file") + ".\n";
        }
        if (diff.same()) {
            return volume + words.count(diff.equal(), "file") + ", all the same.\n";
        }
        Table table = new Table("  ", "FILE", "DIFFERENCE");
        diff.differences().forEach(one -> table.row(one.path(), what(one)));
        return volume + words.count(diff.added()) + " added, " + words.count(diff.removed()) + " removed, " + words.count(diff.changed()) + " changed, " + words.count(diff.equal())
                + " the same.\n" + table + (diff.more() > 0 ? "  ... and " + words.count(diff.more()) + " more\n" : "");
    }

    private String what(Difference one) {
        if (one.left().isEmpty()) {
            return "added, " + words.size(one.right().orElseThrow().size());
        }
        return one.right().isEmpty() ? "removed, " + words.size(one.left().get().size()) : one.left().get().differences(one.right().get());
    }

    static Map<String, Object> json(VolumeDiff diff) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("volume", diff.volume());
        json.put("inLeft", diff.inLeft());
        json.put("inRight", diff.inRight());
        json.put("equal", diff.equal());
        json.put("added", diff.added());
        json.put("removed", diff.removed());
        json.put("changed", diff.changed());
        json.put("differences", diff.differences());
        json.put("more", diff.inLeft() && diff.inRight() ? diff.more() : 0);
        return json;
    }
}
