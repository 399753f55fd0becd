package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys export}: the file that {@code age -i} takes. */
@Command(name = "export", description = "Write a key with its secret into a file, as age -d -i takes it. Whoever has the file can read the sets.",
        footer = {"", "Example: lifeboat keys export main key.txt"})
final class KeysExport implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "The key.")
    String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "Where to; readable by you only.")
    Path file;

    @Mixin CommonOptions common;

    private final Session session;

    KeysExport(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key key = app.keys().get(name);
        Path target = file.toAbsolutePath().normalize();
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new Failure.BadInput(target + " is there already.", "Name another file.");
        }
        KeyPassphrases.of(session).toOpen(key);
        Identity identity = app.keys().identity(name);
        String text = "# Lifeboat key " + name + "\n# public key: " + key.recipient() + "\n" + identity.secretKey().reveal() + "\n";
        AtomicFile.writePrivate(target, text.getBytes(StandardCharsets.UTF_8));
        app.audit().record("key.export", name, "done", target.toString());
        if (common.json) {
            session.printJson(Map.of("name", name, "file", target.toString()));
        } else {
            session.printLine("The secret of " + name + " is in " + target + ". Whoever has that file can read the sets.");
        }
        return ExitCode.DONE;
    }
}
