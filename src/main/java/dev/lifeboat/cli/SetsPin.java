package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets pin}. */
@Command(name = "pin", sortOptions = false, description = "Keep a set whatever the retention is.",
        footer = {"", "Example: lifeboat sets pin 20261122 --note \"before the move\""})
final class SetsPin implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "Its name, the beginning of its name, or latest.")
    String set;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for people.")
    String note = "";

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsPin(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository opened = repository.open(app);
        BackupSet found = opened.find(set);
        opened.pin(found, note);
        app.audit().record("set.pin", found.id(), "done", note);
        if (common.json) {
            session.printJson(Map.of("id", found.id(), "pinned", true));
        } else {
            session.printLine(found.id() + " is pinned: no retention deletes it.");
        }
        return ExitCode.DONE;
    }
}
