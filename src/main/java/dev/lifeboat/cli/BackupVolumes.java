package dev.lifeboat.cli;

import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.VolumeBackup;
import dev.lifeboat.engine.backup.VolumeBackupPlan;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup volumes}: copies Docker volumes of a stack into a new set. */
@Command(name = "volumes", sortOptions = false, description = "Back up Docker volumes of a stack into a new set, file by file.",
        footer = {"", "Example: lifeboat backup volumes --stack shop --volume functions_data"})
final class BackupVolumes implements Callable<Integer> {

    @Option(names = "--volume", paramLabel = "VOLUME", description = "Only this volume; may be repeated. Default: those of the stack.")
    List<String> volumes = new ArrayList<>();

    @Mixin MakingOptions making;

    @Mixin BackupOptions common;

    private final Session session;

    BackupVolumes(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        VolumeBackup backup = session.app().volumeBackup();
        var options = BackupOptions.checked(new BackupChoices(List.of(), volumes, false, making.options(session)), Kind.VOLUMES).ofVolumes();
        return common.run(session, "Back up", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    private void print(VolumeBackupPlan plan) {
        if (common.json()) {
            session.printJson(VolumePlanText.json(plan));
        } else {
            session.print(VolumePlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return making.addTo(new CommandText("backup volumes").add("--stack").add(chosen.name()).option("--volume", volumes)) + common.repository.argument();
    }
}
