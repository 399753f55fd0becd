package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.Replication;
import dev.lifeboat.engine.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat replicate}: copies what is missing at one destination, or at each. */
@Command(name = "replicate", sortOptions = false, description = "Copy the backup sets that are missing there to a destination, each file checked there by its hash.",
        footer = {"", "Example: lifeboat replicate usb"})
final class ReplicateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DESTINATION", arity = "0..1", description = "Default: every destination, one after the other.")
    Optional<String> name = Optional.empty();

    @Option(names = "--now", description = "Whatever the hours of the destination are.")
    boolean now;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    ReplicateCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        List<Destination> destinations = name.map(app.destinations()::get).map(List::of).orElseGet(app.destinations()::list);
        if (destinations.isEmpty()) {
            throw new Failure.NotFound("There is no destination yet.", "Add one: lifeboat destination add usb /media/usb/lifeboat");
        }
        Repository from = repository.open(app);
        List<Replication.Result> results = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Destination destination : destinations) {
            try {
                results.add(copy(app, from, destination));
            } catch (Failure.Cancelled e) {
                throw e;
            } catch (Failure e) {
                failures.add(e); // the other destinations shall have their copies all the same
                if (!common.json && destinations.size() > 1) {
                    session.terminal().err().println(destination.name() + ": " + e.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            Failure first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
        if (common.json) {
            session.printJson(results);
        }
        return ExitCode.DONE;
    }

    private Replication.Result copy(App app, Repository from, Destination destination) {
        Replication.Result result = session.run(new Task<>("Copy to " + destination.name(), destination.name(),
                new CommandText("replicate").add(destination.name()) + (now ? " --now" : "") + repository.argument(),
                (progress, cancellation) -> app.replication().copy(from, destination, now, progress, cancellation),
                copied -> Outcome.done(sentence(copied))), common.json);
        if (!common.json) {
            session.printLine(destination.name() + ": " + sentence(result));
        }
        return result;
    }

    private String sentence(Replication.Result result) {
        Words words = session.words();
        String rest = (result.refused().isEmpty() ? "" : " " + words.count(result.refused().size(), "set") + " not copied: not encrypted, and " + result.destination() + " is not trusted.")
                + (result.outsideWindow() ? " The rest waits for its hours; --now copies at once." : "");
        return (result.copied().isEmpty() ? "in step, " + words.count(result.alreadyThere().size(), "set") + " there."
                : words.count(result.copied().size(), "set") + " copied (" + words.size(result.bytes()) + "), each file checked there by its hash; "
                        + words.count(result.alreadyThere().size()) + " were there already.") + rest;
    }
}
