package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command that changes no set finds them: in a repository, or at a destination. */
final class SourceOption {

    @Mixin RepositoryOption repository;

    @Option(names = {"--destination", "--from"}, paramLabel = "NAME", description = "The copies at this destination, instead of the sets here.")
    Optional<String> destination = Optional.empty();

    /** Whether the sets are not those of a repository. */
    boolean isDestination() {
        return destination.isPresent();
    }

    Repository open(App app) {
        if (destination.isPresent() && repository.folder.isPresent()) {
            throw new Failure.BadInput("Say either --repository or --destination.");
        }
        return destination.isPresent() ? app.replication().look(at(app), new Cancellation()) : repository.open(app);
    }

    Destination at(App app) {
        return app.destinations().get(destination.orElseThrow());
    }

    /** Does something with a set that has all its files on this computer; what had to be fetched for it is deleted afterwards. */
    <R> R whole(Session session, BackupSet found, boolean quiet, Function<BackupSet, R> use) {
        if (destination.isEmpty() || at(session.app()).location().isHere()) {
            return use.apply(found);
        }
        BackupSet fetched = fetched(session, found, quiet);
        R result = use.apply(fetched);
        session.app().replication().release(at(session.app()), fetched); // after a failure it stays for the next try
        return result;
    }

    /** A set with all its files on this computer. */
    BackupSet fetched(Session session, BackupSet found, boolean quiet) {
        App app = session.app();
        if (destination.isEmpty() || at(app).location().isHere()) {
            return found;
        }
        Destination at = at(app);
        return session.run(new Task<>("Fetch " + found.id() + " from " + at.name(), at.name(), new CommandText("sets show").add(found.id()) + argument(),
                (progress, cancellation) -> app.replication().fetch(at, found, progress, cancellation), _ -> Outcome.done("Each file has its hash.")), quiet);
    }

    /** For the command line that does the same. */
    String argument() {
        return repository.argument() + destination.map(name -> " --destination " + ShellWord.quoted(name)).orElse("");
    }
}
