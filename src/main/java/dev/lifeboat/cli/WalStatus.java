package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.ReceiverState;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat wal status}: what can be brought back now, and how the receiver stands. */
@Command(name = "status", sortOptions = false, description = "Say up to when a stack can be brought back, how long ago that is, and what its server keeps for the receiver.",
        footer = {"", "Example: lifeboat wal status --stack shop"})
final class WalStatus implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    WalStatus(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Stack chosen = session.stack(stack);
        Repository from = repository.open(app);
        Optional<RecoveryWindow> window = new RecoveryWindows(from, app.keys()).of(chosen.name()).stream().findFirst();
        Optional<ReceiverState> receiver = ReceiverState.of(chosen.name(), from);
        boolean kept = app.keptLogs().of(chosen.name()).isPresent();
        if (common.json) {
            session.printJson(json(chosen, window, receiver, kept));
        } else {
            session.printLine(window.map(one -> recoverable(one)).orElse("There is no base backup of " + chosen.name() + ": no moment can be brought back. Take one: lifeboat backup base --stack " + chosen.name()));
            session.printLine(receiver.map(state -> received(state)).orElse("Its log has not been received yet: lifeboat wal keep --stack " + chosen.name()));
            receiver.ifPresent(state -> session.printLine(slot(state)));
            session.printLine(kept ? "The agent keeps it" + (app.schedules().agent().isPresent() ? "." : ", but no agent runs.") : "The agent does not keep it.");
        }
        return ExitCode.DONE;
    }

    private String recoverable(RecoveryWindow window) {
        return "Recoverable from " + session.words().time(window.from()) + " until " + session.words().time(window.until()) + " (" + session.words().ago(window.until()) + "), from " + window.base().id() + "; " + window.why() + ".";
    }

    private String received(ReceiverState state) {
        return "All that was committed until " + session.words().time(state.protectedUntil()) + " (" + session.words().ago(state.protectedUntil()) + ") has been received.";
    }

    private String slot(ReceiverState state) {
        return "The server keeps " + session.words().size(state.heldBytes()) + " of its log in the slot " + state.slot()
                + state.roomBytes().map(room -> ", and " + session.words().size(room) + " more before it gives the slot up.")
                        .orElse(", without a limit: set max_slot_wal_keep_size, or its disk fills when nothing receives.");
    }

    private static Map<String, Object> json(Stack stack, Optional<RecoveryWindow> window, Optional<ReceiverState> receiver, boolean kept) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", stack.name());
        json.put("base", window.map(one -> one.base().id()));
        json.put("recoverableFrom", window.map(RecoveryWindow::from));
        json.put("recoverableUntil", window.map(RecoveryWindow::until));
        json.put("rpoSeconds", window.map(one -> Math.max(0, Duration.between(one.until(), Instant.now()).toSeconds())));
        json.put("receiver", receiver);
        json.put("keptByAgent", kept);
        return json;
    }
}
