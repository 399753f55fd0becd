package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat stack remove}: forgets the definition and the password, touches no data. */
@Command(name = "remove", description = "Forget a stack and its password. Its databases and backup sets stay as they are.",
        footer = {"", "Example: lifeboat stack remove shop"})
final class StackRemove implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The stack.")
    String name;

    @Option(names = "--yes", description = "Do not ask, even for a production stack.")
    boolean yes;

    @Mixin CommonOptions common;

    private final Session session;

    StackRemove(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Stack stack = app.stacks().get(name);
        if (stack.asksForName() && !yes) {
            Confirmation.typedName(session.terminal(), name, "Forget the " + Commands.word(stack.environment()) + " stack " + name + "; its backup sets stay.");
        }
        app.stacks().remove(name);
        ServerAddress server = stack.server();
        boolean shared = app.stacks().list().stream().map(Stack::server)
                .anyMatch(other -> other.host().equals(server.host()) && other.port() == server.port() && other.user().equals(server.user()));
        if (!shared) {
            app.passwords().remove(server.host(), server.port(), server.user());
        }
        app.audit().record("stack.remove", name, "done", "The definition was removed; the backup sets stay.");
        if (common.json) {
            session.printJson(Map.of("removed", name));
        } else {
            session.printLine("Forgot the stack " + name + ". Its databases and backup sets are as they were.");
        }
        return ExitCode.DONE;
    }
}
