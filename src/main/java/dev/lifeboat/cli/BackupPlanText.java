package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a backup would do, in words and as JSON. */
final class BackupPlanText {

    private BackupPlanText() {}

    static String of(DatabaseBackupPlan plan, Words words) {
        StringBuilder text = new StringBuilder("This would back up the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", " + StackText.server(plan.stack().server()) + "). Nothing has been written.\n\n");
        int step = 1;
        for (Map.Entry<String, Long> database : plan.databaseBytes().entrySet()) {
            text.append(step++).append(". Dump the database ").append(database.getKey()).append(", ")
                    .append(words.size(database.getValue())).append(" on the server, and hash every row on the way.\n");
        }
        text.append(step++).append(". Dump roles, tablespaces and server-wide settings.\n");
        text.append(step++).append(". Compress with zstd, level ").append(plan.zstdLevel()).append(", on ").append(words.count(plan.zstdWorkers(), "thread")).append(".\n");
        if (!(plan.encryption() instanceof Encryption.None)) {
            text.append(step++).append(". Encrypt with age ").append(encryption(plan.encryption())).append(".\n");
        }
        text.append(step).append(". Write the manifest last; before that no set exists.\n\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString());
        facts.row("Free there", words.size(plan.freeBytes()));
        plan.previousStoredBytes().ifPresent(bytes -> facts.row("Last set", words.size(bytes) + ": this one will be about as large"));
        plan.label().ifPresent(label -> facts.row("Label", label));
        facts.row("Tools", "PostgreSQL " + plan.tools().version() + " in " + plan.tools().place());
        return text.append(facts).toString();
    }

    private static String encryption(Encryption encryption) {
        return switch (encryption) {
            case Encryption.None _ -> "to nobody";
            case Encryption.ToKeys(List<Recipient> recipients) -> "to " + String.join(", ", recipients.stream().map(Recipient::publicKey).toList());
            case Encryption.WithPassphrase _ -> "with a passphrase";
        };
    }

    static Map<String, Object> json(DatabaseBackupPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("repository", plan.repository().toString());
        json.put("databaseBytes", plan.databaseBytes());
        json.put("toolsFolder", plan.tools().place());
        json.put("toolsVersion", plan.tools().version());
        json.put("label", plan.label().orElse(null));
        json.put("zstdLevel", plan.zstdLevel());
        json.put("zstdWorkers", plan.zstdWorkers());
        json.put("freeBytes", plan.freeBytes());
        if (!(plan.encryption() instanceof Encryption.None)) {
            json.put("encryption", encryption(plan.encryption()));
        }
        json.put("previousStoredBytes", plan.previousStoredBytes().orElse(null));
        return json;
    }
}
