package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.schedule.KeptLogs;
import dev.lifeboat.engine.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat wal keep}: has the agent receive a stack's log all the time. */
@Command(name = "keep", sortOptions = false,
        description = "Have the agent receive the log of a stack's server all the time, into the repository chosen in Settings. It tells when the log does not come, by the notifications.",
        footer = {"", "Example: lifeboat wal keep --stack shop"})
final class WalKeep implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--unencrypted", description = "Store the log as it is, although the stack's sets are encrypted: it holds the same rows.")
    boolean unencrypted;

    @Option(names = "--stop", description = "Not any more. What was stored stays; the slot on the server too, until you drop it.")
    boolean stop;

    @Mixin CommonOptions common;

    private final Session session;

    WalKeep(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Stack chosen = session.stack(stack);
        boolean agent = app.schedules().agent().isPresent();
        if (stop) {
            boolean kept = app.keptLogs().forget(chosen.name());
            app.audit().record("log.keep", chosen.name(), "done", "The log is not kept any more.");
            say(chosen, false, agent, kept ? "The log of " + chosen.name() + " is not received any more." : "The log of " + chosen.name() + " was not kept.");
            return ExitCode.DONE;
        }
        app.keptLogs().keep(chosen.name(), new KeptLogs.KeptLog(unencrypted));
        app.audit().record("log.keep", chosen.name(), "done", "The log is kept by the agent.");
        say(chosen, true, agent, "The log of " + chosen.name() + " is kept." + (agent ? " The agent begins within seconds." : " No agent runs: start one with lifeboat agent, or install it with lifeboat schedule install."));
        return ExitCode.DONE;
    }

    private void say(Stack chosen, boolean kept, boolean agent, String sentence) {
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("stack", chosen.name());
            json.put("kept", kept);
            json.put("agentRuns", agent);
            session.printJson(json);
        } else {
            session.printLine(sentence);
        }
    }
}
