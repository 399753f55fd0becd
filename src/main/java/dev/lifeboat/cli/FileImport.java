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
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Takes a file into a repository: a set that was packed, or an archive of ContainerPub's scripts. */
record FileImport(Session session, RepositoryOption where, Optional<String> stack, ZoneId zone, boolean quiet) {

    /** @param alreadyThere whether the same lay in the repository before */
    record Imported(BackupSet set, boolean alreadyThere) {}

    /** Whether what was given instead of a set's name is a file. */
    static boolean isFile(String set) {
        return set.endsWith(".tar") || set.endsWith(".gz") || set.contains("/") || set.contains("\\");
    }

    /** A file is restored through the repository: so it is checked, and it is there for the next time. @throws Failure.BadInput when only a plan is wanted */
    BackupSet forRestore(String file, boolean planOnly) {
        if (planOnly) {
            throw new Failure.BadInput("A plan changes nothing, and " + file + " would have to be taken into the repository first.",
                    "Take it in: lifeboat sets import " + ShellWord.quoted(file));
        }
        Imported imported = run(Path.of(file));
        if (!quiet) {
            session.printLine(imported.set().id() + (imported.alreadyThere() ? " was in the repository already." : " was taken into the repository."));
        }
        return imported.set();
    }

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
        App app = session.app();
        Repository opened = where.open(app);
        Stack of = session.stack(stack);
        ScriptImport.Target target = new ScriptImport.Target(of.name(), of.environment(), zone, of.encryption(),
                of.docker().map(side -> side.volumes().stream().map(DockerSide.StackVolume::name).toList()).orElse(List.of()));
        ScriptImport.Imported imported = session.run(new Task<>("Import " + archive.file().getFileName(), of.name(), command(archive.file()) + " --stack " + of.name(),
                (progress, cancellation) -> new ScriptImport(archive, opened, target, progress, cancellation).run(),
                done -> done.alreadyThere() ? Outcome.done(done.set().id() + " was there already.") : Outcome.warned(String.join(" ", done.set().manifest().warnings()))), quiet);
        return new Imported(imported.set(), imported.alreadyThere());
    }

    private String command(Path source) {
        return new CommandText("sets import").add(source.toString()) + where.argument();
    }
}
