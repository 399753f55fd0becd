package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat sets list}. */
@Command(name = "list", sortOptions = false, description = "List the backup sets, newest first.", footer = {"", "Example: lifeboat sets list --stack shop"})
final class SetsList implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "Only the sets of this stack.")
    Optional<String> stack = Optional.empty();

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    SetsList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        Repository.Listing listing = source.open(session.app()).list();
        List<BackupSet> sets = listing.sets().stream().filter(set -> stack.isEmpty() || stack.get().equals(set.manifest().stack())).toList();
        if (common.json) {
            session.printJson(json(listing, sets));
        } else {
            print(listing, sets);
        }
        return listing.unreadable().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private void print(Repository.Listing listing, List<BackupSet> sets) {
        Words words = session.words();
        if (sets.isEmpty()) {
            session.printLine("There is no backup set yet" + stack.map(name -> " of the stack " + name).orElse("") + ". Take one: lifeboat backup database"
                    + stack.map(name -> " --stack " + name).orElse(""));
        } else {
            Table table = new Table("", "SET", "TAKEN", ">SIZE", ">TOOK", "STATE", "HOLDS");
            sets.forEach(set -> table.row(set.id(), words.time(set.manifest().startedAt()), words.size(set.manifest().sizeBytes()),
                    words.duration(set.manifest().durationMillis()), new SetText(words).state(set),
                    holds(set.manifest())));
            session.print(table.toString());
        }
        listing.unreadable().forEach(folder -> session.printLine("WARN  " + folder.folder().getFileName() + " cannot be read: " + folder.why()));
        listing.orphans().forEach(folder -> session.printLine("NOTE  " + folder.getFileName() + " is what a killed backup left; it is no set."));
    }

    private static String holds(Manifest manifest) {
        return manifest.base().isPresent() ? "the whole server" : String.join(", ", manifest.databases().stream().map(database -> database.facts().name()).toList());
    }

    private Map<String, Object> json(Repository.Listing listing, List<BackupSet> sets) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sets", sets.stream().map(new SetText(session.words())::json).toList());
        json.put("unreadable", listing.unreadable().stream().map(folder -> Map.of("folder", folder.folder().toString(), "why", folder.why())).toList());
        json.put("orphans", listing.orphans().stream().map(Path::toString).toList());
        return json;
    }
}
