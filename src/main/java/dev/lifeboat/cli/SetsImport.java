package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.ScriptArchive;
import dev.lifeboat.engine.repository.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets import}: exit code 14 when what is in the file is not whole. */
@Command(name = "import", sortOptions = false,
        description = "Take a set that sets export packed into the repository, or an archive that ContainerPub's backup scripts made "
                + "(NAME_TIME.sql.gz, full_backup_TIME.tar.gz, functions_volume_TIME.tar.gz, volumes_backup_TIME.tar.gz, complete_backup_TIME.tar.gz; of a folder: all of them). A file that is not whole is refused.",
        footer = {"", "Example: lifeboat sets import /media/usb/shop.tar", "Example: lifeboat sets import /srv/backups/data --stack shop"})
final class SetsImport implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file to take it from, or a folder with archives of the scripts.")
    Path file;

    @Option(names = "--stack", paramLabel = "STACK", description = "Of archives of the scripts: whose they are. May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Of archives of the scripts: the zone of the host that made them, since their names have its local time. Default: the zone here.")
    Optional<String> zone = Optional.empty();

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsImport(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        FileImport imports = new FileImport(session, repository, stack, zone.map(Retention::zone).orElseGet(ZoneId::systemDefault), common.json);
        if (!Files.isDirectory(file)) {
            FileImport.Imported imported = imports.run(file);
            if (common.json) {
                session.printJson(json(imported));
            } else {
                say(imported);
            }
            return ExitCode.DONE;
        }
        return all(imports);
    }

    /** One that cannot be taken in keeps no other from it. */
    private int all(FileImport imports) {
        List<ScriptArchive> archives = ScriptArchive.in(file);
        if (archives.isEmpty()) {
            throw new Failure.NotFound("There is no archive of ContainerPub's scripts in " + file + ".", "They are called like dart_cloud_20260711_020000.sql.gz.");
        }
        List<Map<String, Object>> done = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ScriptArchive archive : archives) {
            try {
                FileImport.Imported imported = imports.run(archive.file());
                done.add(json(imported));
                if (!common.json) {
                    say(imported);
                }
            } catch (Failure.SetDamaged | Failure.BadInput e) {
                problems.add(e.getMessage());
            }
        }
        if (common.json) {
            session.printJson(Map.of("imported", done, "problems", problems));
        } else {
            problems.forEach(problem -> session.printLine("  FAIL  " + problem));
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private Map<String, Object> json(FileImport.Imported imported) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("alreadyThere", imported.alreadyThere());
        json.putAll(new SetText(session.words()).json(imported.set()));
        return json;
    }

    private void say(FileImport.Imported imported) {
        session.printLine(imported.set().id() + (imported.alreadyThere() ? " was there already, and is the same." : " is in the repository, every file as its manifest says."));
        if (!imported.alreadyThere()) {
            imported.set().manifest().warnings().forEach(warning -> session.printLine("  WARN  " + warning));
        }
    }
}
