package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.stack.Stack;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys generate}. */
@Command(name = "generate", sortOptions = false, description = "Make a key that backup sets can be encrypted to.",
        footer = {"", "Example: lifeboat keys generate main"})
final class KeysGenerate implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "main", description = "1 to 40 of a-z, 0-9 and -; begins with a letter. Default: ${DEFAULT-VALUE}.")
    String name;

    @Option(names = "--in", paramLabel = "PLACE", description = "Where its secret is kept: keyring (of the desktop) or file (under a passphrase). Default: the keyring if there is one.")
    Optional<Key.Place> place = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    KeysGenerate(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key.Place where = KeysImport.place(place, app);
        KeyPassphrases.of(session).toKeep(where);
        Key key = app.keys().add(name, Identity.generate(), where);
        app.audit().record("key.generate", name, "done", key.recipient().publicKey());
        if (common.json) {
            session.printJson(KeyText.json(key));
        } else {
            session.printLine("Made the key " + name + " (" + KeyText.place(key) + "):");
            session.printLine("  " + key.recipient());
            session.print(KeyText.next(key, app.stacks().list().stream().map(Stack::name).toList()));
        }
        return ExitCode.DONE;
    }
}
