package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.wal.WalPushing;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat wal push}: a server's {@code archive_command}. */
@Command(name = "push", sortOptions = false,
        description = "Store one file of a server's log: its archive_command, for a server that cannot be streamed from. The same file once more is accepted, another of that name refused.",
        footer = {"", "In postgresql.conf: archive_command = 'lifeboat wal push %%p --repository /backup/lifeboat'", "", "Example: lifeboat wal push pg_wal/000000010000000000000003"})
final class WalPush implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "As the server gives it for %%p.")
    Path file;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    WalPush(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        Repository into = repository.open(session.app());
        WalPushing.Result result = new WalPushing(into).push(file.toAbsolutePath());
        if (common.json) {
            session.printJson(Map.of("file", file.getFileName().toString(), "result", Commands.word(result)));
        }
        return ExitCode.DONE;
    }
}
