package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every backup command takes, and the way each goes: a plan that is printed, or run as a job. */
final class BackupOptions {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--container-environment", paramLabel = "HOW", description = "What is recorded of the containers' environment: encrypted (everything, in an encrypted set), "
            + "names (values that may be secret left out) or none. Default: as the stack says; else encrypted or names, as the set is.")
    Optional<ContainerEnvironment> environment = Optional.empty();

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Option(names = "--init", description = "Make the repository when its folder is missing or empty.")
    boolean initialise;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    /** Takes a backup by its plan. */
    @FunctionalInterface
    interface Taking<P> {
        BackupSet run(P plan, Progress progress, Cancellation cancellation);
    }

    /** Whether a program reads the answer. */
    boolean json() {
        return common.json;
    }

    /**
     * Prints the plan, or takes the backup.
     *
     * @param title   of the job, before the stack's name: "Back up"
     * @param command the command line that does the same
     * @param print   prints a plan as it was asked for
     */
    <P> int run(Session session, String title, Function<Stack, String> command, BiFunction<Stack, Repository, P> planning, Taking<P> taking, Consumer<P> print) {
        App app = session.app();
        Stack chosen = recording(session.stack(stack));
        if (planOnly) {
            print.accept(planning.apply(chosen, open(app)));
            return ExitCode.DONE;
        }
        BackupSet set = session.run(new Task<>(title + " " + chosen.name(), chosen.name(), command.apply(chosen) + recorded(),
                (progress, cancellation) -> taking.run(planning.apply(chosen, open(app)), progress, cancellation), made -> outcome(session, made)), common.json);
        if (common.json) {
            session.printJson(new SetText(session.words()).json(set));
        } else {
            session.print(new SetText(session.words()).made(set));
        }
        return set.manifest().warnings().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    /** @throws Failure.BadInput for what means nothing to the kind */
    static BackupChoices checked(BackupChoices choices, Kind kind) {
        List<String> problems = choices.problems(kind);
        if (!problems.isEmpty()) {
            throw new Failure.BadInput(String.join(" ", problems));
        }
        return choices;
    }

    /** The stack, for this set with the environment that was asked for. */
    private Stack recording(Stack named) {
        if (environment.isEmpty()) {
            return named;
        }
        DockerSide side = named.dockerSide().orElseThrow(() -> new Failure.BadInput("The stack " + named.name() + " has no containers of which an environment could be recorded.",
                "Say where they are: lifeboat stack add " + named.name() + " --replace --container NAME, or --volume NAME."));
        return named.with(Optional.of(side.recording(environment.get())));
    }

    /** The option again, as a person would type it. */
    private String recorded() {
        return environment.map(how -> " --container-environment " + Commands.word(how)).orElse("");
    }

    private Repository open(App app) {
        return initialise ? Repository.openOrCreate(repository.path(app)) : repository.open(app);
    }

    private static Outcome outcome(Session session, BackupSet made) {
        String sentence = made.id() + ", " + session.words().size(made.manifest().sizeBytes());
        List<String> warnings = made.manifest().warnings();
        return warnings.isEmpty() ? Outcome.done(sentence) : Outcome.warned(sentence + "; " + String.join(" ", warnings));
    }
}
