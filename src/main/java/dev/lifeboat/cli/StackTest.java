package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat stack test}: names the layer that fails. */
@Command(name = "test", description = "Try to connect, and say which layer fails: name, TCP, TLS, authentication or database.",
        footer = {"", "Example: lifeboat stack test shop"})
final class StackTest implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The stack; may be left out when there is only one.")
    Optional<String> name = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    StackTest(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        Stack stack = session.stack(name);
        List<Check> checks = session.app().server(stack).test();
        if (common.json) {
            session.printJson(checks);
        } else {
            session.print(ChecksText.of(checks, ""));
        }
        return ExitCode.of(checks);
    }
}
