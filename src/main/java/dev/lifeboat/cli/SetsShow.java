package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.BackupSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets show}. */
@Command(name = "show", sortOptions = false, description = "Show a backup set: databases, tables with rows and hashes, files.",
        footer = {"", "Example: lifeboat sets show latest"})
final class SetsShow implements Callable<Integer> {

    @Parameters(paramLabel = "SET", arity = "0..1", defaultValue = "latest", description = "Its name, the beginning of its name, or latest (the default).")
    String set;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    SetsShow(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        BackupSet found = source.open(session.app()).find(set);
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("folder", found.folder().toString());
            json.put("verified", found.verified().map(SetText::json).orElse(null));
            json.put("manifest", found.manifest());
            session.printJson(json);
        } else {
            session.print(new SetText(session.words()).of(found));
        }
        return ExitCode.DONE;
    }
}
