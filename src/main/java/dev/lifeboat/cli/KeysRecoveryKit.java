package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.RecoveryKit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys recovery-kit}: a page to print. */
@Command(name = "recovery-kit", sortOptions = false,
        description = "Write a page to print: the secret key as text and QR code, where the sets lie, and how to read them without Lifeboat.",
        footer = {"", "Example: lifeboat keys recovery-kit main kit.pdf"})
final class KeysRecoveryKit implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The key.")
    String name;

    @Parameters(index = "1", paramLabel = "FILE.pdf", description = "Where to; readable by you only. Print it, then delete it.")
    Path file;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    KeysRecoveryKit(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key key = app.keys().get(name);
        KeyPassphrases.of(session).toOpen(key);
        Path target = file.toAbsolutePath().normalize();
        new RecoveryKit(name, app.keys().identity(name), KeysShow.stacks(app, key), repository.path(app).toString(), Instant.now()).write(target);
        app.audit().record("key.recovery-kit", name, "done", target.toString());
        if (common.json) {
            session.printJson(Map.of("name", name, "file", target.toString()));
        } else {
            session.printLine("The recovery kit of " + name + " is " + target + ". Print it, lock it away from this computer, and delete the file.");
        }
        return ExitCode.DONE;
    }
}
