package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets diff}: exit code 3 when they differ. */
@Command(name = "diff", sortOptions = false,
        description = "Compare two backup sets, or with --live a set with the databases it was taken from: tables by rows and content, "
                + "sequences, large objects, numbers of objects; of two sets also the files of their volumes, by path. Ends with 0 when they are equal, with 3 when they differ.",
        footer = {"", "Example: lifeboat sets diff 20261121 latest"})
final class SetsDiff implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SET", description = "Its name, the beginning of its name, or latest.")
    String set;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SET", description = "The one to compare it with.")
    Optional<String> other = Optional.empty();

    @Option(names = "--live", description = "Compare it with the databases of its stack as they are now. They are read whole, as by a backup; nothing is written.")
    boolean live;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsDiff(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (live == other.isPresent()) {
            throw new Failure.BadInput(live ? "--live and a second set are too much: one or the other." : "There is nothing to compare the set with.",
                    "Name a second set, or add --live.");
        }
        App app = session.app();
        Repository opened = repository.open(app);
        BackupSet left = opened.find(set);
        String rightName;
        List<Manifest.DatabaseRecord> right;
        List<VolumeDiff> volumes = List.of();
        if (live) {
            rightName = "live";
            right = live(app, left);
        } else {
            BackupSet found = opened.find(other.orElseThrow());
            rightName = found.id();
            right = found.manifest().databases();
            volumes = volumes(app, left, found);
        }
        SetDiff diff = SetDiff.of(left.manifest().databases(), right);
        print(left, rightName, diff, !left.manifest().databases().isEmpty() || !right.isEmpty() || volumes.isEmpty(), volumes);
        return diff.equal() && volumes.stream().allMatch(VolumeDiff::same) ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    /** @param databases whether there are any to speak of */
    private void print(BackupSet left, String right, SetDiff diff, boolean databases, List<VolumeDiff> volumes) {
        if (common.json) {
            Map<String, Object> json = DiffText.json(left.id(), right, diff);
            json.put("equal", diff.equal() && volumes.stream().allMatch(VolumeDiff::same));
            json.put("volumes", volumes.stream().map(VolumeDiffText::json).toList());
            session.printJson(json);
            return;
        }
        if (databases) {
            session.print(new DiffText(session.words()).of(left.id(), right, diff));
        }
        volumes.forEach(volume -> session.print(new VolumeDiffText(session.words()).of(left.id(), right, volume)));
    }

    private List<VolumeDiff> volumes(App app, BackupSet left, BackupSet right) {
        if (left.manifest().volumes().isEmpty() && right.manifest().volumes().isEmpty()) {
            return List.of();
        }
        KeyPassphrases keys = KeyPassphrases.of(session);
        keys.toRead(left);
        keys.toRead(right);
        Cancellation cancellation = new Cancellation();
        try (var _ = session.interruption().guard(cancellation::cancel)) {
            return VolumeDiff.of(new SetVolumes(left, app.keys()), new SetVolumes(right, app.keys()), cancellation);
        }
    }

    private List<Manifest.DatabaseRecord> live(App app, BackupSet left) {
        Stack stack = app.stacks().get(left.manifest().stack());
        List<String> wanted = left.manifest().databases().stream().map(database -> database.facts().name()).toList();
        return session.run(new Task<>("Compare " + left.id() + " with " + stack.name(), stack.name(),
                new CommandText("sets diff").add(left.id()).add("--live") + repository.argument(),
                (progress, cancellation) -> app.databaseBackup().contents(stack, wanted, progress, cancellation),
                _ -> Outcome.done("Compared.")), common.json);
    }
}
