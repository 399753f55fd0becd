package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat destination test}: a round trip. */
@Command(name = "test", sortOptions = false, description = "Try a destination: write a file there, read it back, delete it.", footer = {"", "Example: lifeboat destination test usb"})
final class DestinationTest implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The destination.")
    String name;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    DestinationTest(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        List<Check> checks = app.replication().test(app.destinations().get(name), repository.open(app));
        if (common.json) {
            session.printJson(checks);
        } else {
            session.print(ChecksText.of(checks, ""));
        }
        return ExitCode.of(checks);
    }
}
