package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.docker.HeldServices;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a full backup would do, in words and as JSON. */
final class FullPlanText {

    private FullPlanText() {}

    static String of(FullBackupPlan plan, Words words) {
        StringBuilder text = new StringBuilder("This would back up databases and volumes of the stack " + plan.stack().name() + " ("
                + Commands.word(plan.stack().environment()) + ", " + StackText.server(plan.stack().server()) + "). Nothing has been written.\n\n");
        boolean pausing = plan.mode() == HeldServices.Mode.PAUSE;
        int step = 1;
        text.append(step++).append(plan.services().isEmpty() ? ". Pause nothing: no running service writes to the volumes.\n"
                : ". " + (pausing ? "Pause " : "Stop ") + String.join(", ", plan.services()) + ".\n");
        text.append(step++).append(". Open a snapshot of ").append(String.join(", ", plan.databases().databaseBytes().keySet())).append(".\n");
        for (VolumeBackupPlan.PlannedVolume volume : plan.volumes().volumes()) {
            text.append(step++).append(". Copy the volume ").append(volume.name())
                    .append(plan.volumes().previousBytes().containsKey(volume.name()) ? ", " + words.size(plan.volumes().previousBytes().get(volume.name())) + " in the last set" : "")
                    .append(".\n");
        }
        if (!plan.services().isEmpty()) {
            text.append(step++).append(". Have the services run again.\n");
        }
        for (Map.Entry<String, Long> database : plan.databases().databaseBytes().entrySet()) {
            text.append(step++).append(". Dump the database ").append(database.getKey()).append(" from its snapshot, ")
                    .append(words.size(database.getValue())).append(" on the server.\n");
        }
        text.append(step++).append(". Dump roles, tablespaces and server-wide settings.\n");
        text.append(step).append(". Write the manifest last; before that no set exists.\n\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.databases().repository().toString());
        facts.row("Free there", words.size(plan.databases().freeBytes()));
        plan.volumes().leftOut().forEach((volume, why) -> facts.row("Left out", volume + ": " + why));
        plan.databases().label().ifPresent(label -> facts.row("Label", label));
        return text.append(facts).toString();
    }

    static Map<String, Object> json(FullBackupPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("services", plan.services());
        json.put("mode", Commands.word(plan.mode()));
        json.put("databases", BackupPlanText.json(plan.databases()));
        json.put("volumes", VolumePlanText.json(plan.volumes()));
        return json;
    }
}
