package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.VolumeBackupPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a backup of volumes would do, in words and as JSON. */
final class VolumePlanText {

    private VolumePlanText() {}

    static String of(VolumeBackupPlan plan, Words words) {
        StringBuilder text = new StringBuilder("This would back up volumes of the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", on " + plan.engine().engine() + "). Nothing has been written.\n\n");
        int step = 1;
        for (VolumeBackupPlan.PlannedVolume volume : plan.volumes()) {
            text.append(step++).append(". Copy the volume ").append(volume.name())
                    .append(volume.users().isEmpty() ? ", which no container uses" : ", used by " + String.join(", ", volume.users()))
                    .append(plan.previousBytes().containsKey(volume.name()) ? ", " + words.size(plan.previousBytes().get(volume.name())) + " in the last set" : "")
                    .append(", with tar in a container of its own, and hash every file on the way.\n");
        }
        text.append(step++).append(". Compress with zstd, level ").append(plan.zstdLevel()).append(", on ").append(words.count(plan.zstdWorkers(), "thread")).append(".\n");
        text.append(step).append(". Write the manifest last; before that no set exists.\n\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString());
        facts.row("Free there", words.size(plan.freeBytes()));
        plan.leftOut().forEach((volume, why) -> facts.row("Left out", volume + ": " + why));
        plan.label().ifPresent(label -> facts.row("Label", label));
        return text.append(facts).toString();
    }

    static Map<String, Object> json(VolumeBackupPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("repository", plan.repository().toString());
        json.put("engine", plan.engine().engine().toString());
        json.put("volumes", plan.volumes().stream().map(VolumeBackupPlan.PlannedVolume::name).toList());
        json.put("leftOut", plan.leftOut());
        json.put("previousBytes", plan.previousBytes());
        json.put("label", plan.label().orElse(null));
        json.put("zstdLevel", plan.zstdLevel());
        json.put("zstdWorkers", plan.zstdWorkers());
        json.put("freeBytes", plan.freeBytes());
        return json;
    }
}
