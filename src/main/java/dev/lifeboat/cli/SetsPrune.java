package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.Retention;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat sets prune}: deletes what the retention does not keep. */
@Command(name = "prune", sortOptions = false, description = "Delete the sets of a stack that its retention does not keep.",
        footer = {"", "Always kept: the newest set, the newest verified one, pinned ones; and all, while none is verified.",
            "Days, weeks, months and years without a set do not count.", "",
            "Example: lifeboat sets prune --stack shop --daily 30 --weekly 12 --monthly 12 --plan"})
final class SetsPrune implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--daily", paramLabel = "N", description = "Of the last N days that have a set, the newest. Default: 30.")
    Optional<Integer> daily = Optional.empty();

    @Option(names = "--weekly", paramLabel = "N", description = "The same by weeks, which begin on Monday. Default: 12.")
    Optional<Integer> weekly = Optional.empty();

    @Option(names = "--monthly", paramLabel = "N", description = "The same by months. Default: 12.")
    Optional<Integer> monthly = Optional.empty();

    @Option(names = "--yearly", paramLabel = "N", description = "The same by years. Default: 0.")
    Optional<Integer> yearly = Optional.empty();

    @Option(names = "--minimum-age", paramLabel = "HOURS", description = "Younger sets stay. Default: 24.")
    Optional<Integer> minimumAge = Optional.empty();

    @Option(names = "--zone", paramLabel = "ZONE", description = "Whose calendar is meant, such as Europe/Berlin. Default: UTC.")
    Optional<String> zone = Optional.empty();

    @Option(names = "--save", description = "Keep these numbers as the retention of the stack.")
    boolean save;

    @Option(names = "--plan", description = "Say what would stay and what would go; delete nothing.")
    boolean planOnly;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsPrune(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        String name = stack.orElseGet(() -> session.stack(Optional.empty()).name());
        Retention retention = retention(app.retentions().of(name));
        if (save) {
            app.retentions().save(name, retention);
        }
        Pruning pruning = new Pruning(repository.open(app), Clock.systemUTC());
        List<Retention.Fate> fates = pruning.preview(name, retention);
        Set<String> going = fates.stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
        if (!common.json) {
            session.print(new RetentionText(session.words()).of(fates));
        }
        List<String> gone = planOnly || going.isEmpty() ? List.of() : prune(app, name, pruning, retention, going);
        if (common.json) {
            session.printJson(json(fates, gone));
        } else if (!gone.isEmpty()) {
            session.printLine("Deleted " + session.words().count(gone.size(), "set") + ".");
        }
        return ExitCode.DONE;
    }

    private List<String> prune(App app, String name, Pruning pruning, Retention retention, Set<String> going) {
        if (!yes) {
            Confirmation.typedName(session.terminal(), name, "This deletes " + session.words().count(going.size(), "set") + " of " + name + ", which cannot be undone.");
        }
        List<String> gone = session.run(new Task<>("Delete sets of " + name, name,
                new CommandText("sets prune").add("--stack").add(name).add("--yes") + repository.argument(),
                (progress, cancellation) -> pruning.run(name, retention, going, progress, cancellation),
                deleted -> Outcome.done("Deleted " + session.words().count(deleted.size(), "set") + ".")), common.json);
        app.audit().record("set.prune", name, "done", String.join(", ", gone));
        return gone;
    }

    private Retention retention(Retention base) {
        Retention wanted = new Retention(daily.orElse(base.daily()), weekly.orElse(base.weekly()), monthly.orElse(base.monthly()),
                yearly.orElse(base.yearly()), minimumAge.map(hours -> Duration.ofHours(hours)).orElse(base.minimumAge()),
                zone.map(Retention::zone).orElse(base.zone()));
        if (!wanted.problems().isEmpty()) {
            throw new Failure.BadInput(String.join(" ", wanted.problems()));
        }
        return wanted;
    }

    private static Map<String, Object> json(List<Retention.Fate> fates, List<String> gone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sets", fates.stream().map(fate -> Map.of("id", fate.set().id(), "kept", fate.kept(),
                "reasons", fate.reasons().stream().map(Commands::word).sorted().toList())).toList());
        json.put("deleted", gone);
        return json;
    }
}
