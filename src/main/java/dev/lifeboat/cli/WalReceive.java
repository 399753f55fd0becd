package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.WalReceiver;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat wal receive}: keeps a server's log as it is written, until it is stopped. */
@Command(name = "receive", sortOptions = false,
        description = "Receive the log of a stack's server as it is written, until it is stopped (Ctrl-C). With a base backup it brings back any moment.",
        footer = {"", "Example: lifeboat wal receive --stack shop"})
final class WalReceive implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--unencrypted", description = "Store the log as it is, although the stack's sets are encrypted: it holds the same rows.")
    boolean unencrypted;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    WalReceive(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Stack chosen = session.stack(stack);
        Repository into = repository.open(app);
        WalReceiver receiver = new WalReceiver(app.server(chosen), into, chosen.name(), unencrypted ? Encryption.NONE : chosen.encryption());
        String command = new CommandText("wal receive").add("--stack").add(chosen.name()) + (unencrypted ? " --unencrypted" : "") + repository.argument();
        WalReceiver.Report report = session.run(new Task<>("Receive the log of " + chosen.name(), chosen.name() + " log", command, receiver::run,
                done -> done.gaps().isEmpty() ? Outcome.done(words(done)) : Outcome.warned(words(done) + "; " + String.join(" ", done.gaps()))), common.json);
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("slot", receiver.slot());
            json.put("bytes", report.bytes());
            json.put("segments", report.segments());
            json.put("gaps", report.gaps());
            session.printJson(json);
        } else {
            session.printLine(words(report) + ". The server keeps its log in the slot " + receiver.slot() + " until it is received again; to give that up: select pg_drop_replication_slot('"
                    + receiver.slot() + "')");
            report.gaps().forEach(gap -> session.printLine("WARN  " + gap));
        }
        return report.gaps().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private String words(WalReceiver.Report report) {
        return session.words().size(report.bytes()) + " of the log received, " + session.words().count(report.segments(), "segment") + " stored";
    }
}
