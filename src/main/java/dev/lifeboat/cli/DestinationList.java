package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.engine.repository.Repository;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat destination list}: each with how it stands. */
@Command(name = "list", sortOptions = false, description = "List the destinations and how they stand.", footer = {"", "Example: lifeboat destination list"})
final class DestinationList implements Callable<Integer> {

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    DestinationList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository from = repository.open(app);
        List<DestinationState> states = app.destinations().list().stream().map(destination -> app.replication().state(from, destination)).toList();
        if (common.json) {
            session.printJson(states.stream().map(state -> DestinationText.json(state)).toList());
        } else if (states.isEmpty()) {
            session.printLine("There is no destination yet. Add one: lifeboat destination add usb /media/usb/lifeboat");
        } else {
            Table table = new Table("", "NAME", "PLACE", "SETS OF", "STATE");
            states.forEach(state -> table.row(state.destination().name(), state.destination().location().inWords(),
                    state.destination().stack().orElse("every stack"), DestinationText.sentence(state, session.words())));
            session.print(table.toString());
        }
        return states.stream().anyMatch(state -> state.problem().isPresent()) ? ExitCode.DONE_WITH_WARNINGS : ExitCode.DONE;
    }
}
