package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backup would do, in words and as JSON. */
final class BackupPlanText {

    private BackupPlanText() {}

    static String of(DatabaseBackupPlan plan, Words words) {
        List<String> work = new ArrayList<>();
        plan.databaseBytes().forEach((database, bytes) -> work.add("Dump the database " + database + ", " + words.size(bytes) + " on the server, and hash every row on the way"));
        work.add("Dump roles, tablespaces and server-wide settings");
        return new PlanText(plan, words).of("back up", StackText.server(plan.stack().server()), work, Map.of(),
                "PostgreSQL " + plan.tools().version() + " in " + plan.tools().place());
    }

    static Map<String, Object> json(DatabaseBackupPlan plan) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("databaseBytes", plan.databaseBytes());
        own.put("toolsFolder", plan.tools().place());
        own.put("toolsVersion", plan.tools().version());
        return PlanText.json(plan, own);
    }
}
