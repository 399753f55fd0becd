package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.backup.BackupEstimate;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.BackupPlan;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.StackRecording;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the plans of all kinds of backup have in common, in words and as JSON. */
record PlanText(BackupPlan plan, Words words) {

    /**
     * The whole text.
     *
     * @param what  it would do, up to "the stack"
     * @param where its data is
     * @param work  the steps of the work itself
     * @param facts rows that only this kind has
     * @param tools what does the work; empty when there is nothing to tell
     */
    String of(String what, String where, List<String> work, Map<String, String> facts, String tools) {
        StringBuilder text = new StringBuilder("This would " + what + " the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", " + where + "). Nothing has been written.\n\n");
        int number = 1;
        for (String step : steps(work)) {
            text.append(number++).append(". ").append(step).append(".\n");
        }
        return text.append("\n").append(facts(facts, tools)).toString();
    }

    private List<String> steps(List<String> work) {
        List<String> steps = new ArrayList<>();
        BackupHandling handling = plan.handling();
        handling.before().ifPresent(hook -> steps.add("Run " + command(hook) + "; the backup stops when it fails"));
        steps.addAll(work);
        StackRecording.environment(plan.stack(), plan.encryption()).ifPresent(how -> steps.add(StackRecordText.plan(how)));
        steps.add(switch (handling.compression()) {
            case ZSTD -> "Compress with zstd, level " + plan.zstdLevel() + ", on " + words.count(plan.zstdWorkers(), "thread");
            case GZIP -> "Compress with gzip, level " + plan.zstdLevel();
            case NONE -> "Store without compression";
        });
        if (!(plan.encryption() instanceof Encryption.None)) {
            steps.add("Encrypt with age " + encryption(plan.encryption()));
        }
        steps.add("Write the manifest last; before that no set exists");
        handling.after().ifPresent(hook -> steps.add("Run " + command(hook) + ", whatever became of the backup"));
        return steps;
    }

    private Table facts(Map<String, String> own, String tools) {
        BackupHandling handling = plan.handling();
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString());
        facts.row("Free there", words.size(plan.freeBytes()));
        own.forEach(facts::row);
        plan.previousStoredBytes().ifPresent(bytes -> facts.row("Last set", words.size(bytes) + (plan.estimate().isPresent() ? "" : ": this one will be about as large")));
        Check room = plan.terms().room(plan.freeBytes());
        plan.estimate().ifPresent(estimate -> facts.row("Expected", "about " + words.size(estimate.storedBytes()) + ", in about " + words.duration(estimate.durationMillis())
                + (room.level() == Check.Level.FAIL ? ": there is not enough room" : "")));
        if (room.level() == Check.Level.WARN) {
            facts.row("WARN", room.result());
        }
        if (handling.parallel() > 1) {
            facts.row("At once", words.count(handling.parallel(), "database"));
        }
        handling.bytesPerSecond().ifPresent(rate -> facts.row("Rate", words.size(rate) + " a second at most"));
        handling.timeOut().ifPresent(limit -> facts.row("Time", words.duration(limit.toMillis()) + " at most"));
        plan.label().ifPresent(label -> facts.row("Label", label));
        return tools.isEmpty() ? facts : facts.row("Tools", tools);
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

    /** @param own what only this kind has */
    static Map<String, Object> json(BackupPlan plan, Map<String, Object> own) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("repository", plan.repository().toString());
        json.putAll(own);
        json.put("label", plan.label().orElse(null));
        json.put("zstdLevel", plan.zstdLevel());
        json.put("zstdWorkers", plan.zstdWorkers());
        BackupHandling handling = plan.handling();
        json.put("compression", handling.compression().word());
        json.put("parallel", handling.parallel());
        json.put("limitBytesPerSecond", handling.bytesPerSecond().isPresent() ? handling.bytesPerSecond().getAsLong() : null);
        json.put("timeOutMillis", handling.timeOut().map(Duration::toMillis).orElse(null));
        json.put("before", handling.before().map(Hook::command).orElse(null));
        json.put("after", handling.after().map(Hook::command).orElse(null));
        json.put("freeBytes", plan.freeBytes());
        StackRecording.environment(plan.stack(), plan.encryption()).ifPresent(how -> json.put("containerEnvironment", Commands.word(how)));
        if (!(plan.encryption() instanceof Encryption.None)) {
            json.put("encryption", encryption(plan.encryption()));
        }
        json.put("expectedStoredBytes", plan.estimate().map(BackupEstimate::storedBytes).orElse(null));
        json.put("expectedDurationMillis", plan.estimate().map(BackupEstimate::durationMillis).orElse(null));
        json.put("previousStoredBytes", plan.previousStoredBytes().orElse(null));
        return json;
    }
}
