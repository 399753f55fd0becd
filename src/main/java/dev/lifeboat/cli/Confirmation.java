package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;

/** Asks before what cannot simply be undone on a production stack. */
final class Confirmation {

    private Confirmation() {}

    /**
     * Returns when the person at the terminal typed {@code name}.
     *
     * @throws Failure.BadInput  when nobody is there to ask
     * @throws Failure.Cancelled when something else was typed
     */
    static void typedName(Terminal terminal, String name, String what) {
        Terminal.Person person = terminal.person().orElseThrow(() -> new Failure.BadInput(
                what + " This needs a confirmation, and there is no terminal to ask on. Nothing was changed.",
                "Run it on a terminal, or add --yes when you are sure."));
        terminal.err().println(what);
        String typed = person.ask("Type " + name + " to go on, anything else to stop: ").orElse("").strip();
        if (!typed.equals(name)) {
            throw new Failure.Cancelled("The name was not typed. Nothing was changed.");
        }
    }
}
