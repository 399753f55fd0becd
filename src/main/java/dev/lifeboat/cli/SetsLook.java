package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.dump.TablePage;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.SetContents;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.files.FileEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets look}. */
@Command(name = "look", sortOptions = false,
        description = "Look into a backup set without restoring it: its tables, or with --table the rows of one.",
        footer = {"", "Example: lifeboat sets look latest --table public.orders --limit 20 --offset 1000"})
final class SetsLook implements Callable<Integer> {

    private static final int MOST_ROWS = 10_000;

    @Parameters(paramLabel = "SET", arity = "0..1", defaultValue = "latest", description = "Its name, the beginning of its name, or latest (the default).")
    String set;

    @Option(names = "--database", paramLabel = "DB", description = "Only this database.")
    Optional<String> database = Optional.empty();

    @Option(names = "--table", paramLabel = "S.T", description = "Show rows of this table: schema.table, or its name alone.")
    Optional<String> table = Optional.empty();

    @Option(names = "--volume", paramLabel = "VOLUME", description = "List the files of this volume.")
    Optional<String> volume = Optional.empty();

    @Option(names = "--file", paramLabel = "PATH", description = "With --to: this file of the volume, or the files of this folder; may be repeated.")
    List<String> files = new ArrayList<>();

    @Option(names = "--to", paramLabel = "DIR", description = "Where to put them; nothing that is there is replaced.")
    Optional<Path> to = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many rows or files, 1 to 10000. Default: ${DEFAULT-VALUE}.")
    int limit;

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", description = "Pass over so many rows. Default: ${DEFAULT-VALUE}.")
    long offset;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    SetsLook(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (limit < 1 || limit > MOST_ROWS) {
            throw new Failure.BadInput("The limit is " + limit + "; it goes from 1 to " + MOST_ROWS + ".");
        }
        if (offset < 0) {
            throw new Failure.BadInput("The offset is " + offset + "; it begins at 0.");
        }
        BackupSet listed = source.open(session.app()).find(set);
        boolean needsMembers = table.isPresent() || volume.isPresent() || !files.isEmpty() || to.isPresent();
        BackupSet found = needsMembers ? source.fetched(session, listed, common.json) : listed;
        if (table.isPresent() || volume.isPresent() || !files.isEmpty()) {
            KeyPassphrases.of(session).toRead(found);
        }
        if (volume.isPresent() || !files.isEmpty() || to.isPresent()) {
            files(found);
            return ExitCode.DONE;
        }
        SetContents contents = new SetContents(found, session.app().keys());
        if (table.isEmpty()) {
            tables(found, contents.databases(database));
        } else {
            rows(found, contents, contents.table(database, table.get()));
        }
        return ExitCode.DONE;
    }

    private void tables(BackupSet found, List<Manifest.DatabaseRecord> databases) {
        LookText text = new LookText(session.words());
        if (common.json) {
            session.printJson(text.json(found, databases));
        } else {
            databases.forEach(one -> session.print(text.of(found, one)));
            found.manifest().volumes().forEach(one -> session.print(new FilesText(session.words()).of(one)));
        }
    }

    private void files(BackupSet found) {
        if (files.isEmpty() == to.isPresent()) {
            throw new Failure.BadInput("--file and --to go together.");
        }
        SetVolumes contents = new SetVolumes(found, session.app().keys());
        DockerRecord.VolumeRecord chosen = contents.volume(volume);
        Cancellation cancellation = new Cancellation();
        try (var _ = session.interruption().guard(cancellation::cancel)) {
            if (to.isPresent()) {
                List<Path> made = contents.extract(chosen, files, to.get(), Progress.NONE, cancellation);
                print(new FilesText(session.words()).made(made), FilesText.json(made));
            } else {
                List<FileEntry> page = contents.files(chosen, _ -> true, offset, limit, cancellation);
                print(new FilesText(session.words()).of(chosen, page, offset), FilesText.json(found, chosen, page));
            }
        }
    }

    private void print(String text, Object json) {
        if (common.json) {
            session.printJson(json);
        } else {
            session.print(text);
        }
    }

    private void rows(BackupSet found, SetContents contents, SetContents.Located where) {
        Cancellation cancellation = new Cancellation();
        TablePage page;
        try (var _ = session.interruption().guard(cancellation::cancel)) {
            page = contents.page(where, offset, limit, cancellation);
        }
        LookText text = new LookText(session.words());
        if (common.json) {
            session.printJson(text.json(found, where, page));
        } else {
            session.print(text.of(where, page));
        }
    }
}
