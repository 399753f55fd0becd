package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.ArchiveImport;
import dev.lifeboat.engine.repository.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets import}: exit code 14 when what is in the file is not whole. */
@Command(name = "import", sortOptions = false,
        description = "Take a set that sets export packed into the repository. Every checksum is checked first; a file that is not whole is refused.",
        footer = {"", "Example: lifeboat sets import /media/usb/shop.tar"})
final class SetsImport implements Callable<Integer> {

    @Parameters(paramLabel = "FILE.tar", description = "The file to take it from.")
    Path file;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsImport(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository opened = repository.open(app);
        Path source = file.toAbsolutePath().normalize();
        ArchiveImport.Imported imported = session.run(new Task<>("Import " + source.getFileName(), opened.folder().toString(),
                new CommandText("sets import").add(source.toString()) + repository.argument(),
                (progress, cancellation) -> new ArchiveImport(source, opened, progress, cancellation).run(),
                done -> Outcome.done(done.set().id() + (done.alreadyThere() ? " was there already." : ""))), common.json);
        String id = imported.set().id();
        app.audit().record("set.import", id, "done", source.toString());
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("alreadyThere", imported.alreadyThere());
            json.putAll(new SetText(session.words()).json(imported.set()));
            session.printJson(json);
        } else {
            session.printLine(id + (imported.alreadyThere() ? " was there already, and is the same." : " is in the repository, every file as its manifest says."));
        }
        return ExitCode.DONE;
    }
}
