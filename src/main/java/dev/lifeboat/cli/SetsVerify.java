package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Rotation;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.restore.ProvingPlan;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets verify}: exit code 14 when the set is not what it was. */
@Command(name = "verify", sortOptions = false, description = "Check a backup set: every file's size and SHA-256; with --deep every row as well.",
        footer = {"", "Example: lifeboat sets verify latest --deep", "Example, once a day: lifeboat sets verify --rotate --within 30d"})
final class SetsVerify implements Callable<Integer> {

    @Parameters(paramLabel = "SET", arity = "0..1", defaultValue = "latest", description = "Its name, the beginning of its name, or latest (the default).")
    String set;

    @Option(names = "--deep", description = "Also read every dump to its end and compare rows and content hashes with the manifest.")
    boolean deep;

    @Option(names = "--proven", description = "Bring it back in a place of its own without a network and compare what comes out: databases with definitions, rows, sequences, indexes; a whole server; volumes file by file.")
    boolean proven;

    @Option(names = "--in", paramLabel = "PLACE", defaultValue = "auto", description = "With --proven: container (of the image of the stack's server), cluster (of what is installed here), or database (beside "
            + "the present ones, on the stack's server). Default: the first of the first two that can be had.")
    ProvingPlan.Where place;

    @Option(names = "--rotate", description = "Instead of one set, those whose turn it is, so that every byte is read again within the time of --within.")
    boolean rotate;

    @Option(names = "--within", paramLabel = "TIME", defaultValue = "30d", description = "With --rotate: such as 30d or 48h. Default: 30d.")
    Duration within;

    @Option(names = "--every", paramLabel = "TIME", defaultValue = "1d", description = "With --rotate: how often this command is run. Default: 1d.")
    Duration every;

    @Option(names = "--stack", paramLabel = "STACK", description = "With --rotate: only sets of this stack.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--plan", description = "With --rotate: only say which sets are due. With --proven: only say where it would be tried.")
    boolean planOnly;

    @Mixin SourceOption source;

    @Mixin CommonOptions common;

    private final Session session;

    SetsVerify(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (proven && (rotate || deep)) {
            throw new Failure.BadInput("--proven goes with neither --deep nor --rotate: it reads everything as well.");
        }
        if (rotate) {
            if (source.isDestination()) {
                throw new Failure.BadInput("--rotate goes through the sets of a repository.", "One copy at a destination: lifeboat sets verify SET --destination " + source.destination.get());
            }
            return new RotateVerification(session, source.repository, stack, new Rotation(within, every), deep ? Depth.DEEP : Depth.QUICK, common.json).run(planOnly);
        }
        App app = session.app();
        Repository opened = source.open(app);
        BackupSet listed = opened.find(set);
        if (proven && planOnly) {
            if (source.isDestination()) {
                throw new Failure.BadInput("What a proof of a copy would do is only known when it is here: leave --plan out, or name the repository's set.");
            }
            return plan(app.provenVerification().plan(listed, place));
        }
        if (deep || proven) {
            KeyPassphrases.of(session).toRead(listed);
        }
        return deep || proven ? source.whole(session, listed, common.json, found -> verify(app, opened, found)) : verify(app, opened, listed);
    }

    private int verify(App app, Repository opened, BackupSet found) {
        VerificationResult result = session.run(new Task<>("Verify " + found.id(), found.manifest().stack(),
                new CommandText("sets verify").add(found.id()) + (proven ? " --proven" + (place == ProvingPlan.Where.AUTO ? "" : " --in " + Commands.word(place)) : deep ? " --deep" : "") + source.argument(),
                (progress, cancellation) -> proven ? app.provenVerification().run(opened, app.provenVerification().plan(found, place), progress, cancellation)
                        : !deep && source.isDestination() ? app.replication().verify(source.at(app), found, progress, cancellation)
                        : opened.verify(found, deep ? Depth.DEEP : Depth.QUICK, app.keys(), progress, cancellation),
                checked -> checked.ok() ? Outcome.done(sentence(checked)) : Outcome.warned(sentence(checked))), common.json);
        app.audit().record("set.verify", found.id(), result.ok() ? "done" : "failed", sentence(result));
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", found.id());
            json.putAll(SetText.json(result));
            if (proven && result.ok()) {
                opened.proven(found).ifPresent(record -> json.put("proof", record));
            }
            session.printJson(json);
        } else {
            print(found, result);
            if (proven && result.ok()) {
                opened.proven(found).ifPresent(this::print);
            }
        }
        return result.ok() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private static String sentence(VerificationResult result) {
        return result.ok() ? "The set is good." : "Problems found: " + result.problems().size();
    }

    private int plan(ProvingPlan plan) {
        if (common.json) {
            session.printJson(Map.of("id", plan.set().id(), "place", plan.place(), "why", plan.why()));
        } else {
            session.printLine("Would bring " + plan.set().id() + " back in " + plan.place() + ", and remove it afterwards. " + plan.why());
        }
        return ExitCode.DONE;
    }

    private void print(ProvenRecord record) {
        Words words = session.words();
        record.base().ifPresent(base -> session.printLine("  The server: " + words.count(base.files(), "file") + " as its own list says, consistent at " + base.reached() + ", "
                + words.count(base.databases(), "database") + " with " + words.count(base.tables(), "table") + "; " + (base.checked() ? "every index agrees with its table" : "no index was checked")));
        record.volumes().orElse(List.of()).forEach(volume -> session.printLine("  Volume " + volume.name() + ": " + words.count(volume.files(), "file") + " are as recorded"));
        record.databases().forEach(one -> session.printLine("  " + one.name() + ": " + words.count(one.tables(), "table") + ", " + words.count(one.rows(), "row") + ", "
                + words.count(one.sequences(), "sequence") + ", " + words.count(one.objects(), "definition") + " are as recorded; "
                + (one.indexes() == 0 ? "no index was checked" : words.count(one.indexes()) + (one.indexes() == 1 ? " index agrees with its table" : " indexes agree with their tables"))));
        record.phaseMillis().forEach((phase, millis) -> session.printLine("  " + phase + ": " + words.duration(millis)));
        record.notes().forEach(note -> session.printLine("  NOTE  " + note));
        session.printLine("  In " + record.place() + ", which is removed.");
    }

    private void print(BackupSet found, VerificationResult result) {
        if (result.ok()) {
            session.printLine(found.id() + " is good: " + (proven ? "it was restored, and what came out is what was recorded" : deep ? "every file, every row and every hash is as the manifest says" : "every file is as the manifest says")
                    + ". Took " + session.words().duration(result.durationMillis()) + ".");
        } else {
            session.printLine(found.id() + " is DAMAGED. Do not rely on it:");
            result.problems().forEach(problem -> session.printLine("  FAIL  " + problem));
            session.printLine("Take a new backup now: lifeboat backup database --stack " + found.manifest().stack());
        }
    }
}
