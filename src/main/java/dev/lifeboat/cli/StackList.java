package dev.lifeboat.cli;

import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat stack list}. */
@Command(name = "list", description = "List the stacks.", footer = {"", "Example: lifeboat stack list"})
final class StackList implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    StackList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        List<Stack> stacks = session.app().stacks().list();
        if (common.json) {
            session.printJson(stacks.stream().map(StackText::json).toList());
        } else if (stacks.isEmpty()) {
            session.printLine("There is no stack yet. Add one: lifeboat stack add shop --url postgresql://postgres@db.example.org/postgres");
        } else {
            Table table = new Table("", "NAME", "ENVIRONMENT", "SERVER", "USER", "DATABASES");
            stacks.forEach(stack -> table.row(stack.name(), Commands.word(stack.environment()), StackText.server(stack.server()),
                    stack.server().user(), StackText.databases(stack)));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }
}
