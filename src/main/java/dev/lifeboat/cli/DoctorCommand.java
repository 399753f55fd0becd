package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat doctor}: looks at the ground under everything else. */
@Command(name = "doctor", sortOptions = false, description = "Check tools and their versions, connections, disk space and permissions. Changes nothing.",
        footer = {"", "Example: lifeboat doctor --stack shop"})
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "Only this stack. Default: every stack.")
    Optional<String> stack = Optional.empty();

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    DoctorCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        List<Stack> stacks = stack.map(app.stacks()::get).map(List::of).orElseGet(app.stacks()::list);
        List<Check> checks = examine(app, stacks);
        if (common.json) {
            session.printJson(checks);
        } else {
            session.print(ChecksText.of(checks, ""));
        }
        return ExitCode.of(checks);
    }

    private List<Check> examine(App app, List<Stack> stacks) {
        Path sets = repository.path(app);
        Path configuration = app.folders().configuration();
        if (stacks.isEmpty()) {
            return app.doctor().examine(Optional.empty(), sets, configuration);
        }
        Set<Check> checks = new LinkedHashSet<>(); // what has nothing to do with a stack is found the same for each
        stacks.forEach(one -> checks.addAll(app.doctor().examine(Optional.of(one), sets, configuration)));
        return new ArrayList<>(checks);
    }
}
