package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.SetExport;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets export}. */
@Command(name = "export", sortOptions = false,
        description = "Pack a backup set into one plain tar, to be carried elsewhere. Any tar unpacks it; sets import takes it back.",
        footer = {"", "Example: lifeboat sets export latest /media/usb/shop.tar"})
final class SetsExport implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SET", description = "Its name, the beginning of its name, or latest.")
    String set;

    @Parameters(index = "1", paramLabel = "FILE.tar", description = "The file to write; it must not be there yet.")
    Path file;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    SetsExport(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        BackupSet listed = source.open(app).find(set);
        Path target = file.toAbsolutePath().normalize();
        long bytes = source.whole(session, listed, common.json, found -> session.run(new Task<>("Export " + found.id(), found.manifest().stack(),
                new CommandText("sets export").add(found.id()).add(target.toString()) + source.argument(),
                (progress, cancellation) -> new SetExport(found, progress, cancellation).into(target),
                size -> Outcome.done(target + ", " + session.words().size(size))), common.json));
        app.audit().record("set.export", listed.id(), "done", target.toString());
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", listed.id());
            json.put("file", target.toString());
            json.put("sizeBytes", bytes);
            session.printJson(json);
        } else {
            session.printLine(listed.id() + " is in " + target + ", " + session.words().size(bytes) + ".");
        }
        return ExitCode.DONE;
    }
}
