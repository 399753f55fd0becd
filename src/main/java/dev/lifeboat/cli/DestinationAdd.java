package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.replication.Destination;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat destination add}: tests the folder, then keeps the destination. */
@Command(name = "add", sortOptions = false, description = "Add a folder that backup sets are copied to: on another disk, or mounted from elsewhere. It is tested first.",
        footer = {"", "Example: lifeboat destination add usb /media/usb/lifeboat"})
final class DestinationAdd implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Empty, or of an earlier Lifeboat; made when only its last part is missing.")
    Path folder;

    @Option(names = "--stack", paramLabel = "STACK", description = "Only the sets of this stack. Default: of every stack.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--no-test", description = "Keep it without trying.")
    boolean untested;

    @Option(names = "--replace", description = "Replace the destination of that name.")
    boolean replace;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    DestinationAdd(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        if (!replace && app.destinations().list().stream().anyMatch(other -> other.name().equals(name))) {
            throw new Failure.BadInput("There is a destination " + name + " already.", "Choose another name, or add --replace.");
        }
        stack.ifPresent(app.stacks()::get);
        Destination destination = new Destination(name, folder.toAbsolutePath().normalize(), stack);
        List<Check> checks = untested ? List.of() : app.replication().test(destination, repository.open(app));
        boolean failed = checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL);
        if (!failed) {
            app.destinations().save(destination);
            app.audit().record("destination.add", name, "done", destination.folder().toString());
        }
        print(destination, checks, failed);
        return ExitCode.of(checks);
    }

    private void print(Destination destination, List<Check> checks, boolean failed) {
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>(DestinationText.json(destination));
            json.put("added", !failed);
            json.put("checks", checks);
            session.printJson(json);
            return;
        }
        session.print(ChecksText.of(checks, ""));
        session.printLine(failed ? "The destination was not added." : "Added the destination " + name + ". Copy now: lifeboat replicate " + name);
    }
}
