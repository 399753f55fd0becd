package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.docker.HeldServices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a full backup would do, in words and as JSON. */
final class FullPlanText {

    private FullPlanText() {}

    static String of(FullBackupPlan plan, Words words) {
        List<String> work = new ArrayList<>();
        boolean pausing = plan.mode() == HeldServices.Mode.PAUSE;
        work.add(plan.services().isEmpty() ? "Pause nothing: no running service writes to the volumes" : (pausing ? "Pause " : "Stop ") + String.join(", ", plan.services()));
        work.add("Open a snapshot of " + String.join(", ", plan.databases().databaseBytes().keySet()));
        plan.volumes().volumes().forEach(volume -> work.add("Copy the volume " + volume.name() + VolumePlanText.inLastSet(plan.volumes(), volume, words)));
        if (!plan.services().isEmpty()) {
            work.add("Have the services run again");
        }
        plan.databases().databaseBytes().forEach((database, bytes) -> work.add("Dump the database " + database + " from its snapshot, " + words.size(bytes) + " on the server"));
        work.add("Dump roles, tablespaces and server-wide settings");
        return new PlanText(plan, words).of("back up databases and volumes of", StackText.server(plan.stack().server()), work, VolumePlanText.leftOut(plan.volumes()),
                "PostgreSQL " + plan.databases().tools().version() + " in " + plan.databases().tools().place());
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
