package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat backup base}: copies the whole server of a stack into a new set. */
@Command(name = "base", sortOptions = false,
        description = "Copy the whole server of a stack, file by file, into a new set (pg_basebackup). It is consistent by itself and restores as one server of the same version.",
        footer = {"", "Example: lifeboat backup base --stack shop"})
final class BackupBase implements Callable<Integer> {

    @Mixin LevelOption compression;

    @Mixin BackupOptions common;

    private final Session session;

    BackupBase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        BaseBackup backup = session.app().baseBackup();
        var options = new BaseBackupPlan.Options(common.label, compression.checked());
        return common.run(session, "Copy the server of", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    private void print(BaseBackupPlan plan) {
        if (common.json()) {
            session.printJson(json(plan));
            return;
        }
        Words words = session.words();
        session.print("This would copy the whole server of the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", " + StackText.server(plan.stack().server()) + "). Nothing has been written.\n\n"
                + "1. Have the server write a checkpoint at once, and hold its log until it has been copied.\n"
                + "2. Copy every file" + plan.sizeBytes().map(bytes -> ", " + words.size(bytes) + " on the server,").orElse("")
                + " and the log that makes the copy consistent.\n"
                + "3. Compare every file with the server's own checksums on the way; compress with zstd, level " + plan.zstdLevel() + ".\n"
                + "4. Write the manifest last; before that no set exists.\n\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString()).row("Free there", words.size(plan.freeBytes()));
        plan.label().ifPresent(text -> facts.row("Label", text));
        session.print(facts.row("Tools", "PostgreSQL " + plan.tools().version() + " in " + plan.tools().place()).toString());
        plan.warnings().forEach(warning -> session.printLine("  WARN  " + warning));
    }

    private static Map<String, Object> json(BaseBackupPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("repository", plan.repository().toString());
        json.put("sizeBytes", plan.sizeBytes().orElse(null));
        json.put("toolsFolder", plan.tools().place());
        json.put("toolsVersion", plan.tools().version());
        json.put("label", plan.label().orElse(null));
        json.put("zstdLevel", plan.zstdLevel());
        json.put("zstdWorkers", plan.zstdWorkers());
        json.put("freeBytes", plan.freeBytes());
        json.put("warnings", plan.warnings());
        return json;
    }

    private String command(Stack chosen) {
        return new CommandText("backup base").add("--stack").add(chosen.name()).option("--label", common.label.stream().toList())
                .option("--level", compression.given()) + common.repository.argument();
    }
}
