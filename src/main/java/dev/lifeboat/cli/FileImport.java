package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.backup.ScriptArchive;
import dev.lifeboat.engine.backup.ScriptImport;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.ArchiveImport;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** Takes a file into a repository: a set that was packed, or an archive of ContainerPub's scripts. */
record FileImport(Session session, RepositoryOption where, Optional<String> stack, ZoneId zone, boolean quiet) {

    /** @param alreadyThere whether the same lay in the repository before */
    record Imported(BackupSet set, boolean alreadyThere) {}

    Imported run(Path file) {
        Path source = file.toAbsolutePath().normalize();
        Optional<ScriptArchive> script = ScriptArchive.of(source);
        Imported imported = script.isPresent() ? ofScripts(script.get()) : packed(source);
        session.app().audit().record("set.import", imported.set().id(), "done", source.toString());
        return imported;
    }

    private Imported packed(Path source) {
        Repository opened = where.open(session.app());
        ArchiveImport.Imported imported = session.run(new Task<>("Import " + source.getFileName(), opened.folder().toString(), command(source),
                (progress, cancellation) -> new ArchiveImport(source, opened, progress, cancellation).run(),
                done -> Outcome.done(done.set().id() + (done.alreadyThere() ? " was there already." : ""))), quiet);
        return new Imported(imported.set(), imported.alreadyThere());
    }

    private Imported ofScripts(ScriptArchive archive) {
        if (!archive.hasDatabases()) {
            throw new Failure.BadInput(archive.file().getFileName() + " holds volumes; only archives with databases are taken in.",
                    "Its files are restored with: tar -xzf " + ShellWord.quoted(archive.file().toString()) + " -C FOLDER");
        }
        App app = session.app();
        Repository opened = where.open(app);
        Stack of = session.stack(stack);
        ScriptImport.Target target = new ScriptImport.Target(of.name(), of.environment(), zone, of.encryption());
        ScriptImport.Imported imported = session.run(new Task<>("Import " + archive.file().getFileName(), of.name(), command(archive.file()) + " --stack " + of.name(),
                (progress, cancellation) -> new ScriptImport(archive, opened, target, progress, cancellation).run(),
                done -> done.alreadyThere() ? Outcome.done(done.set().id() + " was there already.") : Outcome.warned(String.join(" ", done.set().manifest().warnings()))), quiet);
        return new Imported(imported.set(), imported.alreadyThere());
    }

    private String command(Path source) {
        return new CommandText("sets import").add(source.toString()) + where.argument();
    }
}
