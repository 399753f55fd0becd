package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BaseBackup;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.stack.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat backup base}: copies the whole server of a stack into a new set. */
@Command(name = "base", sortOptions = false,
        description = "Copy the whole server of a stack, file by file, into a new set (pg_basebackup). It is consistent by itself and restores as one server of the same version.",
        footer = {"", "Example: lifeboat backup base --stack shop"})
final class BackupBase implements Callable<Integer> {

    @Mixin MakingOptions making;

    @Mixin BackupOptions common;

    private final Session session;

    BackupBase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        BaseBackup backup = session.app().baseBackup();
        var options = BackupOptions.checked(new BackupChoices(List.of(), List.of(), false, making.options(session)), Kind.BASE).base();
        return common.run(session, "Copy the server of", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    private void print(BaseBackupPlan plan) {
        if (common.json()) {
            session.printJson(json(plan));
            return;
        }
        session.print(new PlanText(plan, session.words()).of("copy the whole server of", StackText.server(plan.stack().server()),
                List.of("Have the server write a checkpoint at once, and hold its log until it has been copied",
                        "Copy every file" + plan.sizeBytes().map(bytes -> ", " + session.words().size(bytes) + " on the server,").orElse("") + " and the log that makes the copy consistent",
                        "Compare every file with the server's own checksums on the way"), Map.of(), "PostgreSQL " + plan.tools().version() + " in " + plan.tools().place()));
        plan.warnings().forEach(warning -> session.printLine("  WARN  " + warning));
    }

    private static Map<String, Object> json(BaseBackupPlan plan) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("sizeBytes", plan.sizeBytes().orElse(null));
        own.put("toolsFolder", plan.tools().place());
        own.put("toolsVersion", plan.tools().version());
        own.put("warnings", plan.warnings());
        return PlanText.json(plan, own);
    }

    private String command(Stack chosen) {
        return making.addTo(new CommandText("backup base").add("--stack").add(chosen.name())) + common.repository.argument();
    }
}
