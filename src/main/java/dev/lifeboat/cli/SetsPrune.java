package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.wal.LogPruning;
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
            "Days, weeks, months and years without a set do not count. The log that no base backup needs any more goes with them.", "",
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
        Repository opened = repository.open(app);
        List<Retention.Fate> fates = new Pruning(opened, Clock.systemUTC()).preview(name, retention);
        Set<String> going = fates.stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
        LogPruning.Going log = new LogPruning(opened).preview(name, going);
        if (!common.json) {
            session.print(new RetentionText(session.words()).of(fates, log));
        }
        Gone gone = planOnly || going.isEmpty() && log.segments() == 0 ? new Gone(List.of(), LogPruning.Going.NOTHING) : prune(app, name, opened, retention, going, log);
        if (common.json) {
            session.printJson(json(fates, log, gone));
        } else if (!gone.isNothing()) {
            session.printLine(words(gone));
        }
        return ExitCode.DONE;
    }

    /** What was deleted. */
    private record Gone(List<String> sets, LogPruning.Going log) {
        boolean isNothing() {
            return sets.isEmpty() && log.segments() == 0;
        }
    }

    private String words(Gone gone) {
        return "Deleted " + amount(gone.sets().size(), gone.log()) + ".";
    }

    private String amount(int sets, LogPruning.Going log) {
        String segments = session.words().count(log.segments(), "segment") + " of the log";
        return sets == 0 ? segments : session.words().count(sets, "set") + (log.segments() == 0 ? "" : " and " + segments);
    }

    private Gone prune(App app, String name, Repository opened, Retention retention, Set<String> going, LogPruning.Going log) {
        if (!yes) {
            Confirmation.typedName(session.terminal(), name, "This deletes " + amount(going.size(), log) + " of " + name + ", which cannot be undone.");
        }
        Gone gone = session.run(new Task<>("Delete sets of " + name, name, new CommandText("sets prune").add("--stack").add(name).add("--yes") + repository.argument(),
                (progress, cancellation) -> new Gone(new Pruning(opened, Clock.systemUTC()).run(name, retention, going, progress, cancellation),
                        new LogPruning(opened).run(name, progress, cancellation)),
                deleted -> Outcome.done(words(deleted))), common.json);
        app.audit().record("set.prune", name, "done", String.join(", ", gone.sets()) + (gone.log().segments() == 0 ? "" : "; " + gone.log().segments() + " segments of the log"));
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

    private static Map<String, Object> json(List<Retention.Fate> fates, LogPruning.Going log, Gone gone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sets", fates.stream().map(fate -> Map.of("id", fate.set().id(), "kept", fate.kept(),
                "reasons", fate.reasons().stream().map(Commands::word).sorted().toList())).toList());
        json.put("log", log);
        json.put("deleted", gone.sets());
        json.put("deletedLog", gone.log());
        return json;
    }
}
