package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.FullBackup;
import dev.lifeboat.engine.backup.FullBackupPlan;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup full}: databases and volumes of a stack of one moment in a new set. */
@Command(name = "full", sortOptions = false, description = "Back up the databases and the volumes of a stack as they are at one moment. "
        + "The services that write are paused until the volumes are copied.",
        footer = {"", "Example: lifeboat backup full --stack shop"})
final class BackupFull implements Callable<Integer> {

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: those of the stack.")
    List<String> volumes = new ArrayList<>();

    @Option(names = "--stop", description = "Stop the services that write, and start them again, instead of pausing them.")
    boolean stop;

    @Mixin MakingOptions making;

    @Mixin BackupOptions common;

    private final Session session;

    BackupFull(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        FullBackup backup = session.app().fullBackup();
        var options = BackupOptions.checked(new BackupChoices(databases, volumes, stop, making.options(session)), Kind.FULL).full();
        return common.run(session, "Back up", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    private void print(FullBackupPlan plan) {
        if (common.json()) {
            session.printJson(FullPlanText.json(plan));
        } else {
            session.print(FullPlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        CommandText command = making.addTo(new CommandText("backup full").add("--stack").add(chosen.name()).option("--database", databases).option("--volume", volumes));
        return (stop ? command.add("--stop") : command) + common.repository.argument();
    }
}
