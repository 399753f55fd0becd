package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup database}: dumps databases and globals of a stack into a new set. */
@Command(name = "database", sortOptions = false, description = "Back up the databases of a stack, its roles and settings, into a new set.",
        footer = {"", "Example: lifeboat backup database --stack shop --label before-migration"})
final class BackupDatabase implements Callable<Integer> {

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Mixin MakingOptions making;

    @Mixin BackupOptions common;

    private final Session session;

    BackupDatabase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        DatabaseBackup backup = session.app().databaseBackup();
        var options = new DatabaseBackupPlan.Options(databases, making.options(session));
        return common.run(session, "Back up", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    private void print(DatabaseBackupPlan plan) {
        if (common.json()) {
            session.printJson(BackupPlanText.json(plan));
        } else {
            session.print(BackupPlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return making.addTo(new CommandText("backup database").add("--stack").add(chosen.name()).option("--database", databases)) + common.repository.argument();
    }
}
