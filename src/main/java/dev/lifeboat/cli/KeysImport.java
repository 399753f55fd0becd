package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Recipient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys import}: from a recovery kit, or a file of age-keygen; or a public key alone. */
@Command(name = "import", sortOptions = false,
        description = "Take in a key: a file with the line AGE-SECRET-KEY-1... (of a recovery kit, or of age-keygen), or a public key alone, which encrypts and cannot read.",
        footer = {"", "Without a file the line is asked for, or read from stdin.", "",
            "Example: lifeboat keys import main key.txt", "Example: lifeboat keys import office --public age1..."})
final class KeysImport implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "What to call it here.")
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = "The file with the secret key.")
    Optional<Path> file = Optional.empty();

    @Option(names = "--public", paramLabel = "AGE1", description = "A public key instead; its secret stays where it is.")
    Optional<String> publicKey = Optional.empty();

    @Option(names = "--in", paramLabel = "PLACE", description = "Where the secret is kept: keyring (of the desktop) or file (under a passphrase). Default: the keyring if there is one.")
    Optional<Key.Place> place = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    KeysImport(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key key = publicKey.isPresent() ? app.keys().add(name, new Recipient(publicKey.get())) : secret(app);
        app.audit().record("key.import", name, "done", key.recipient().publicKey());
        if (common.json) {
            session.printJson(KeyText.json(key));
        } else {
            session.printLine("The key " + name + " is here (" + KeyText.place(key) + "): " + key.recipient());
        }
        return ExitCode.DONE;
    }

    private Key secret(App app) {
        Identity identity = Identity.parseFile(file.map(KeysImport::text).orElseGet(this::asked)).getFirst();
        Key.Place where = place(place, app);
        KeyPassphrases.of(session).toKeep(where);
        return app.keys().add(name, identity, where);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            throw new Failure.NotFound("There is no file " + file + ".");
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private String asked() {
        return session.terminal().person().flatMap(person -> person.askHidden("The secret key (AGE-SECRET-KEY-1...): "))
                .orElseGet(() -> session.terminal().readLine("secret key"));
    }

    /** The chosen place for a secret. @throws Failure.BadInput for one that keeps none */
    static Key.Place place(Optional<Key.Place> chosen, App app) {
        if (chosen.filter(place -> place == Key.Place.ELSEWHERE).isPresent()) {
            throw new Failure.BadInput("A secret is kept in the keyring or in a file.", "--in keyring, or --in file");
        }
        return chosen.orElseGet(app.keys()::defaultPlace);
    }
}
