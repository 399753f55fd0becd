package dev.lifeboat.cli;

import dev.lifeboat.engine.secret.Key;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lifeboat keys list}. */
@Command(name = "list", description = "List the keys and where their secrets are kept.", footer = {"", "Example: lifeboat keys list"})
final class KeysList implements Callable<Integer> {

    @Mixin CommonOptions common;

    private final Session session;

    KeysList(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        List<Key> keys = session.app().keys().list();
        if (common.json) {
            session.printJson(keys.stream().map(KeyText::json).toList());
        } else if (keys.isEmpty()) {
            session.printLine("There is no key yet. Make one: lifeboat keys generate main");
        } else {
            Table table = new Table("", "NAME", "SECRET IN", "PUBLIC KEY");
            keys.forEach(key -> table.row(key.name(), KeyText.place(key), key.recipient().publicKey()));
            session.print(table.toString());
        }
        return ExitCode.DONE;
    }
}
