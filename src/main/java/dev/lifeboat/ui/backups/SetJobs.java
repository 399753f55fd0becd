package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.ArchiveImport;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetDiff;
import dev.lifeboat.engine.repository.SetExport;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.VolumeDiff;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What is done with whole sets, as jobs: compared with the live databases, packed into one archive, taken from one. Thread-safe. */
final class SetJobs {
    private final JobQueue jobs;
    private final DatabaseBackup backup;
    private final Supplier<Repository> repositories;
    private final AuditLog audit;
    private final Formats formats;
    private final Keys keys;

    SetJobs(JobQueue jobs, DatabaseBackup backup, Supplier<Repository> repositories, AuditLog audit, Formats formats, Keys keys) {
        this.jobs = jobs;
        this.backup = backup;
        this.repositories = repositories;
        this.audit = audit;
        this.formats = formats;
        this.keys = keys;
    }

    /** Reads the live databases whole and compares them with a set. @param found is told on some thread, before the job ends */
    Job<SetDiff> compareLive(Stack stack, BackupSet set, Consumer<SetDiff> found) {
        var databases = set.manifest().databases();
        return jobs.submit(Messages.text("compare.job", set.id(), stack.name()), stack.name(), liveCommand(set.id()).text(),
                (progress, cancellation) -> {
                    var diff = SetDiff.of(databases, backup.contents(stack, databases.stream().map(database -> database.facts().name()).toList(), progress, cancellation));
                    found.accept(diff);
                    return diff;
                },
                diff -> Outcome.done(diff.equal() ? Messages.text("compare.equal", diff.equalTables()) : Messages.text("compare.different", diff.differences().size(), diff.equalTables())));
    }

    /** Blocks. The files of both sets' volumes, by path. @throws dev.lifeboat.engine.Failure.KeyNeeded when one is encrypted and not opened yet */
    List<VolumeDiff> compareVolumes(BackupSet left, BackupSet right) {
        return VolumeDiff.of(new SetVolumes(left, keys), new SetVolumes(right, keys), new Cancellation());
    }

    /** Packs a set into one file, which must not be there yet. */
    Job<Long> export(BackupSet set, Path file) {
        return jobs.submit(Messages.text("archive.export.job", set.id()), set.manifest().stack(), exportCommand(set.id(), file.toString()).text(),
                (progress, cancellation) -> {
                    long bytes = new SetExport(set, progress, cancellation).into(file);
                    audit.record("set.export", set.id(), "done", file.toString());
                    return bytes;
                },
                bytes -> Outcome.done(Messages.text("archive.export.done", set.id(), file, formats.size(bytes))));
    }

    /** Takes a set from a file into the repository, once everything in it is as its manifest says. */
    Job<ArchiveImport.Imported> takeIn(Path file) {
        return jobs.submit(Messages.text("archive.import.job", file.getFileName()), Messages.text("backups.job.clean.target"), importCommand(file.toString()).text(),
                (progress, cancellation) -> {
                    var done = new ArchiveImport(file, repositories.get(), progress, cancellation).run();
                    audit.record("set.import", done.set().id(), "done", file.toString());
                    return done;
                },
                done -> Outcome.done(Messages.text(done.alreadyThere() ? "archive.import.there" : "archive.import.done", done.set().id(), done.set().manifest().stack())));
    }

    /** Takes files and folders out of a volume of a set into a folder of this computer, where nothing is replaced. */
    Job<List<Path>> takeOut(SetVolumes contents, VolumeRecord volume, List<String> paths, Path into) {
        var set = contents.set();
        return jobs.submit(Messages.text("files.job", set.id()), set.manifest().stack(), filesCommand(set.id(), volume.name(), paths, into.toString()).text(),
                (progress, cancellation) -> {
                    var made = contents.extract(volume, paths, into, progress, cancellation);
                    audit.record("set.extract", set.id(), "done", volume.name() + ": " + String.join(", ", paths) + " into " + into);
                    return made;
                },
                made -> Outcome.done(Messages.text("files.job.done", made.size(), into)));
    }

    /** @param paths to be taken out; none to list them */
    static EquivalentCommand filesCommand(String setId, String volume, List<String> paths, String into) {
        var command = EquivalentCommand.of("sets look").add(setId).add("--volume").add(volume);
        return paths.isEmpty() ? command : command.option("--file", paths).add("--to").add(into);
    }

    static EquivalentCommand liveCommand(String setId) {
        return EquivalentCommand.of("sets diff").add(setId).add("--live");
    }

    static EquivalentCommand diffCommand(String setId, String otherId) {
        return EquivalentCommand.of("sets diff").add(setId).add(otherId);
    }

    static EquivalentCommand exportCommand(String setId, String file) {
        return EquivalentCommand.of("sets export").add(setId).add(file);
    }

    static EquivalentCommand importCommand(String file) {
        return EquivalentCommand.of("sets import").add(file);
    }
}
