package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.Window;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.repository.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat destination add}: tests the place, then keeps the destination. */
@Command(name = "add", sortOptions = false, description = "Add a place that backup sets are copied to: a folder on another disk or mounted from elsewhere, one of another host, or a bucket of S3. It is tested first.",
        footer = {"", "Example: lifeboat destination add usb /media/usb/lifeboat",
            "Example: lifeboat destination add nas ssh://backup@nas.example.org/srv/lifeboat --limit-rate 5M --window 22:00-06:00",
            "Example: lifeboat destination add cloud s3://backups/shop --endpoint https://s3.example.org --access-key AKIAEXAMPLE"})
final class DestinationAdd implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -; begins with a letter.")
    String name;

    @Parameters(index = "1", paramLabel = "PLACE", description = {"A folder, or ssh://user@host:port/folder (ssh://host/~/folder: below where the login leads), or s3://bucket/folder.",
            "Empty, or of an earlier Lifeboat; made when only its last part is missing."})
    String place;

    @Mixin DestinationPlace how;

    @Option(names = "--stack", paramLabel = "STACK", description = "Only the sets of this stack. Default: of every stack.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", description = "Only sets of this kind: ${COMPLETION-CANDIDATES}; may be repeated.")
    Set<Kind> kinds = Set.of();

    @Option(names = "--label", paramLabel = "LABEL", description = "Only sets with this label; may be repeated.")
    Set<String> labels = Set.of();

    @Option(names = "--trusted", negatable = true, description = "Sets that are not encrypted may lie there. Default: in a folder they may, elsewhere not.")
    Optional<Boolean> trusted = Optional.empty();

    @Option(names = "--limit-rate", paramLabel = "RATE", description = "Send so many bytes a second at most, as 5M or 500K. Not for a folder.")
    Optional<String> rate = Optional.empty();

    @Option(names = "--window", paramLabel = "FROM-TO", description = "Copy only in these hours of the day, as 22:00-06:00. What has begun is finished.")
    Optional<String> window = Optional.empty();

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
        Location location = how.of(place, name, session);
        if (location.isHere() && rate.isPresent()) {
            throw new Failure.BadInput("--limit-rate is for places that are reached over a network by Lifeboat; a folder is written as fast as it takes it.");
        }
        Destination destination = new Destination(name, location, new Destination.Filter(stack, kinds, labels),
                new Destination.Terms(trusted.orElse(location.isHere()), rate.map(HandlingOptions::bytes), window.map(Window::parse)));
        List<Check> checks = untested ? List.of() : app.replication().test(destination, repository.open(app));
        boolean failed = checks.stream().anyMatch(check -> check.level() == Check.Level.FAIL);
        if (!failed) {
            app.destinations().save(destination);
            app.audit().record("destination.add", name, "done", destination.location().inWords());
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
