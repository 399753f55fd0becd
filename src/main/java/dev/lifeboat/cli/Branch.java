package dev.lifeboat.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands that may follow a word of the arguments. Only the one that does follow is made; all of them when none does, as for help. */
final class Branch {

    private final String[] arguments;
    private final int position;
    private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

    /** @param position which of the arguments names one of these commands */
    Branch(String[] arguments, int position) {
        this.arguments = arguments;
        this.position = position;
    }

    /** @param name as its annotation has it */
    Branch command(String name, Supplier<Object> command) {
        commands.put(name, command);
        return this;
    }

    /** A command that only does something together with one of its own. */
    Branch group(String name, Group group, Consumer<Branch> members) {
        return command(name, () -> {
            Branch branch = new Branch(arguments, position + 1);
            members.accept(branch);
            return branch.addTo(new CommandLine(group));
        });
    }

    CommandLine addTo(CommandLine parent) {
        String named = position < arguments.length ? arguments[position] : "";
        if (commands.containsKey(named)) {
            parent.addSubcommand(named, commands.get(named).get());
        } else {
            commands.forEach((name, command) -> parent.addSubcommand(name, command.get()));
        }
        return parent;
    }
}
