package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.engine.audit.AuditLog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat audit}: what was done, by whom, when, and whether the log of it is as it was written. */
@Command(name = "audit", sortOptions = false, description = "Print the audit log, or verify that nothing in it was changed or cut off.",
        footer = {"", "Each entry carries the hash of the one before; the newest is kept beside the log as well.",
            "A log that is not as it was written ends with exit code 14.", "", "Example: lifeboat audit --verify"})
final class AuditCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    @Option(names = "--verify", description = "Read the whole chain; name the first entry that is not as it was written.")
    boolean verify;

    @Option(names = "--last", paramLabel = "N", description = "Print the newest N entries. Default: " + SHOWN + ", none with --verify.")
    Optional<Integer> last = Optional.empty();

    @Mixin CommonOptions common;

    private final Session session;

    AuditCommand(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        int wanted = last.orElse(verify ? 0 : SHOWN);
        if (wanted < 0) {
            throw new Failure.BadInput("--last is " + wanted + "; it begins at 0.");
        }
        AuditLog log = session.app().audit();
        List<AuditEntry> entries = log.entries();
        List<AuditEntry> shown = entries.stream().limit(wanted).toList().reversed();
        Optional<AuditLog.Break> broken = verify ? log.firstBreak() : Optional.empty();
        if (common.json) {
            session.printJson(json(shown, entries.size(), broken));
            return broken.isPresent() ? ExitCode.VERIFICATION_FAILED : ExitCode.DONE;
        }
        if (wanted > 0) {
            print(shown);
        }
        if (broken.isPresent()) {
            throw new Failure.VerificationFailed("The audit log is not as it was written. " + broken.get().why(),
                    List.of("What is before entry " + broken.get().number() + " is proven; what follows is not."));
        }
        if (verify) {
            session.printLine("The audit log is whole: " + session.words().count(entries.size(), "entry", "entries") + ", each follows the one before."
                    + (entries.isEmpty() ? "" : " The newest is " + entries.getFirst().hash() + "."));
        }
        return ExitCode.DONE;
    }

    private void print(List<AuditEntry> shown) {
        if (shown.isEmpty()) {
            session.printLine("The audit log is empty.");
            return;
        }
        Table table = new Table("", ">NO", "TIME", "WHO", "OPERATION", "TARGET", "OUTCOME", "DETAIL");
        shown.forEach(entry -> table.row(String.valueOf(entry.number()), session.words().time(entry.time()), entry.user() + "@" + entry.host(),
                entry.operation(), entry.target(), entry.outcome(), entry.detail()));
        session.print(table.toString());
    }

    private Map<String, Object> json(List<AuditEntry> shown, int entries, Optional<AuditLog.Break> broken) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("entries", entries);
        if (verify) {
            json.put("whole", broken.isEmpty());
            json.put("broken", broken.orElse(null));
        }
        json.put("last", shown);
        return json;
    }
}
