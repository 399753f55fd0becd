package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets unpin}. */
@Command(name = "unpin", sortOptions = false, description = "Let the retention decide over a set again.",
        footer = {"", "Example: lifeboat sets unpin 20261122"})
final class SetsUnpin implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "Its name, the beginning of its name, or latest.")
    String set;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsUnpin(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository opened = repository.open(app);
        BackupSet found = opened.find(set);
        opened.unpin(found);
        app.audit().record("set.unpin", found.id(), "done", "");
        if (common.json) {
            session.printJson(Map.of("id", found.id(), "pinned", false));
        } else {
            session.printLine(found.id() + " is not pinned any more.");
        }
        return ExitCode.DONE;
    }
}
