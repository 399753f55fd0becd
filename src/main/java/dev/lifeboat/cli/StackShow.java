package dev.lifeboat.cli;

import dev.lifeboat.engine.stack.Stack;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat stack show}. */
@Command(name = "show", description = "Show how a stack is defined. Connects to nothing.", footer = {"", "Example: lifeboat stack show shop"})
final class StackShow implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The stack; may be left out when there is only one.")
    Optional<String> name = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    StackShow(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        Stack stack = session.stack(name);
        boolean password = session.app().passwords().find(stack.server().host(), stack.server().port(), stack.server().user()).isPresent();
        if (common.json) {
            Map<String, Object> json = StackText.json(stack);
            json.put("passwordKnown", password);
            session.printJson(json);
        } else {
            session.printLine(stack.name());
            session.print(StackText.of(stack));
            session.printLine("  Password      " + (password ? "known" : "none"));
        }
        return ExitCode.DONE;
    }
}
