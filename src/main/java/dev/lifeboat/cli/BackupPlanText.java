package dev.lifeboat.cli;

import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a backup would do, in words and as JSON. */
final class BackupPlanText {

    private BackupPlanText() {}

    static String of(DatabaseBackupPlan plan, Words words) {
        StringBuilder text = new StringBuilder("This would back up the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", " + StackText.server(plan.stack().server()) + "). Nothing has been written.\n\n");
        int step = 1;
        BackupHandling handling = plan.handling();
        if (handling.before().isPresent()) {
            text.append(step++).append(". Run ").append(command(handling.before().get())).append("; the backup stops when it fails.\n");
        }
        for (Map.Entry<String, Long> database : plan.databaseBytes().entrySet()) {
            text.append(step++).append(". Dump the database ").append(database.getKey()).append(", ")
                    .append(words.size(database.getValue())).append(" on the server, and hash every row on the way.\n");
        }
        text.append(step++).append(". Dump roles, tablespaces and server-wide settings.\n");
        text.append(step++).append(switch (handling.compression()) {
            case ZSTD -> ". Compress with zstd, level " + plan.zstdLevel() + ", on " + words.count(plan.zstdWorkers(), "thread") + ".\n";
            case GZIP -> ". Compress with gzip, level " + plan.zstdLevel() + ".\n";
            case NONE -> ". Store without compression.\n";
        });
        if (!(plan.encryption() instanceof Encryption.None)) {
            text.append(step++).append(". Encrypt with age ").append(encryption(plan.encryption())).append(".\n");
        }
        text.append(step++).append(". Write the manifest last; before that no set exists.\n");
        if (handling.after().isPresent()) {
            text.append(step).append(". Run ").append(command(handling.after().get())).append(", whatever became of the backup.\n");
        }
        text.append("\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString());
        facts.row("Free there", words.size(plan.freeBytes()));
        plan.previousStoredBytes().ifPresent(bytes -> facts.row("Last set", words.size(bytes) + (plan.estimate().isPresent() ? "" : ": this one will be about as large")));
        plan.estimate().ifPresent(estimate -> facts.row("Expected", "about " + words.size(estimate.storedBytes()) + ", in about " + words.duration(estimate.durationMillis())
                + (estimate.storedBytes() > plan.freeBytes() ? ": there is not enough room" : "")));
        if (handling.parallel() > 1) {
            facts.row("At once", words.count(handling.parallel(), "database"));
        }
        handling.bytesPerSecond().ifPresent(rate -> facts.row("Rate", words.size(rate) + " a second at most"));
        handling.timeOut().ifPresent(limit -> facts.row("Time", words.duration(limit.toMillis()) + " at most"));
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

    private static String command(Hook hook) {
        return hook.command().stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
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
        json.put("compression", plan.handling().compression().word());
        json.put("parallel", plan.handling().parallel());
        json.put("limitBytesPerSecond", plan.handling().bytesPerSecond().isPresent() ? plan.handling().bytesPerSecond().getAsLong() : null);
        json.put("timeOutMillis", plan.handling().timeOut().map(Duration::toMillis).orElse(null));
        json.put("before", plan.handling().before().map(Hook::command).orElse(null));
        json.put("after", plan.handling().after().map(Hook::command).orElse(null));
        json.put("freeBytes", plan.freeBytes());
        if (!(plan.encryption() instanceof Encryption.None)) {
            json.put("encryption", encryption(plan.encryption()));
        }
        json.put("expectedStoredBytes", plan.estimate().map(DatabaseBackupPlan.Estimate::storedBytes).orElse(null));
        json.put("expectedDurationMillis", plan.estimate().map(DatabaseBackupPlan.Estimate::durationMillis).orElse(null));
        json.put("previousStoredBytes", plan.previousStoredBytes().orElse(null));
        return json;
    }
}
