package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.ScratchCleaning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat sets clean}: deletes what runs that were killed left. */
@Command(name = "clean", sortOptions = false, description = "Delete what runs that were killed left in the repository, and the servers, containers and databases that sets were tried in. No set is touched.",
        footer = {"", "Example: lifeboat sets clean --plan"})
final class SetsClean implements Callable<Integer> {

    @Option(names = "--plan", description = "Only say what would be deleted.")
    boolean planOnly;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsClean(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository opened = repository.open(app);
        ScratchCleaning scratch = app.scratchCleaning();
        List<String> places = planOnly ? scratch.preview(this::note) : scratch.run(this::note);
        if (!planOnly && !places.isEmpty()) {
            app.audit().record("scratch.clean", "scratch places", "done", String.join(", ", places));
        }
        Cleaning cleaning = new Cleaning(opened);
        List<Path> folders = cleaning.preview();
        if (!planOnly && !folders.isEmpty()) {
            folders = session.run(new Task<>("Delete left-overs", opened.folder().toString(), "lifeboat sets clean" + repository.argument(), cleaning::run,
                    gone -> Outcome.done(sentence(gone, "Deleted"))), common.json);
            app.audit().record("repository.clean", opened.folder().toString(), "done", String.join(", ", names(folders)));
        }
        print(folders, places);
        return ExitCode.DONE;
    }

    private void print(List<Path> folders, List<String> places) {
        if (common.json) {
            session.printJson(Map.of(planOnly ? "leftOvers" : "deleted", folders.stream().map(Path::toString).toList(), "scratch", places));
            return;
        }
        if (folders.isEmpty() && places.isEmpty()) {
            session.printLine("There is nothing to clean.");
        }
        if (!folders.isEmpty()) {
            names(folders).forEach(name -> session.printLine("  " + name));
            session.printLine(sentence(folders, planOnly ? "Would delete" : "Deleted"));
        }
        if (!places.isEmpty()) {
            places.forEach(place -> session.printLine("  " + place));
            session.printLine((planOnly ? "Would remove " : "Removed ") + session.words().count(places.size(), "scratch place") + " of killed runs.");
        }
    }

    private void note(String text) {
        if (!common.json) {
            session.printLine("  NOTE  " + text);
        }
    }

    private static List<String> names(List<Path> folders) {
        return folders.stream().map(folder -> folder.getFileName().toString()).toList();
    }

    private String sentence(List<Path> folders, String verb) {
        return verb + " " + session.words().count(folders.size(), "folder") + " of killed runs.";
    }
}
