package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.wal.WalPushing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat wal push}: a server's {@code archive_command}. */
@Command(name = "push", sortOptions = false,
        description = "Store one file of a server's log: its archive_command, for a server that cannot be streamed from. The same file once more is accepted, another of that name refused.",
        footer = {"", "In postgresql.conf: archive_command = 'lifeboat wal push %%p --repository /backup/lifeboat'", "", "Example: lifeboat wal push pg_wal/000000010000000000000003"})
final class WalPush implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "As the server gives it for %%p.")
    Path file;

    @ArgGroup(exclusive = true)
    Sealed sealed = new Sealed();

    /** One of them. */
    static final class Sealed {
        @Option(names = "--encrypt-to", paramLabel = "KEY", description = "A key by its name, or a public key (age1...); may be given several times. Default: as the newest set of that server is.")
        List<String> keys = List.of();

        @Option(names = "--unencrypted", description = "Store the log as it is, although the server's sets are encrypted: it holds the same rows.")
        boolean unencrypted;
    }

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    WalPush(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        Repository into = repository.open(session.app());
        WalPushing.Result result = new WalPushing(into, encryption()).push(file.toAbsolutePath());
        if (common.json) {
            session.printJson(Map.of("file", file.getFileName().toString(), "result", Commands.word(result)));
        }
        return ExitCode.DONE;
    }

    private Optional<Encryption> encryption() {
        if (sealed.unencrypted) {
            return Optional.of(Encryption.NONE);
        }
        return sealed.keys.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(KeyPassphrases.of(session).recipients(sealed.keys)));
    }
}
