package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.VolumeBackupPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backup of volumes would do, in words and as JSON. */
final class VolumePlanText {

    private VolumePlanText() {}

    static String of(VolumeBackupPlan plan, Words words) {
        List<String> work = plan.volumes().stream().map(volume -> "Copy the volume " + volume.name()
                + (volume.users().isEmpty() ? ", which no container uses" : ", used by " + String.join(", ", volume.users())) + inLastSet(plan, volume, words)
                + ", with tar in a container of its own, and hash every file on the way").toList();
        return new PlanText(plan, words).of("back up volumes of", "on " + plan.engine().engine(), work, leftOut(plan), "");
    }

    static String inLastSet(VolumeBackupPlan plan, VolumeBackupPlan.PlannedVolume volume, Words words) {
        Long bytes = plan.previousBytes().get(volume.name());
        return bytes == null ? "" : ", " + words.size(bytes) + " in the last set";
    }

    /** As rows of a table. */
    static Map<String, String> leftOut(VolumeBackupPlan plan) {
        Map<String, String> rows = new LinkedHashMap<>();
        plan.leftOut().forEach((volume, why) -> rows.put("Left out", rows.containsKey("Left out") ? rows.get("Left out") + "; " + volume + ": " + why : volume + ": " + why));
        return rows;
    }

    static Map<String, Object> json(VolumeBackupPlan plan) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("engine", plan.engine().engine().toString());
        own.put("volumes", plan.volumes().stream().map(VolumeBackupPlan.PlannedVolume::name).toList());
        own.put("leftOut", plan.leftOut());
        own.put("previousBytes", plan.previousBytes());
        return PlanText.json(plan, own);
    }
}
