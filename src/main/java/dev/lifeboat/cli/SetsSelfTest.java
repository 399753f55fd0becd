package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DeliberateDamage;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.restore.SelfTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat sets self-test}: exit code 14 when a verification passes what it must not. */
@Command(name = "self-test", sortOptions = false, description = "Test the verifications themselves: copies of a set are damaged on purpose, and every one must be rejected. The set itself is only read.",
        footer = {"", "Example: lifeboat sets self-test", "Example: lifeboat sets self-test latest --proven"})
final class SetsSelfTest implements Callable<Integer> {

    @Parameters(paramLabel = "SET", arity = "0..1", description = "Its name, the beginning of its name, or latest. Default: the smallest one with databases.")
    Optional<String> set = Optional.empty();

    @Option(names = "--proven", description = "Also bring each copy back, as sets verify --proven does; this takes its time.")
    boolean proven;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    SetsSelfTest(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Repository opened = repository.open(app);
        BackupSet found = set.map(opened::find).orElseGet(() -> SelfTest.smallest(opened));
        KeyPassphrases.of(session).toRead(found);
        SelfTest.Report report = session.run(new Task<>("Test the verifications with " + found.id(), found.manifest().stack(),
                new CommandText("sets self-test").add(found.id()) + (proven ? " --proven" : "") + repository.argument(),
                (progress, cancellation) -> app.selfTest().run(found, proven, progress, cancellation),
                done -> done.ok() ? Outcome.done(sentence(done)) : Outcome.warned(sentence(done))), common.json);
        app.audit().record("sets.self-test", found.id(), report.ok() ? "done" : "failed", sentence(report));
        if (common.json) {
            session.printJson(Map.of("id", report.setId(), "ok", report.ok(), "cases", report.cases().stream().map(SetsSelfTest::json).toList()));
        } else {
            print(report);
        }
        return report.ok() ? ExitCode.DONE : ExitCode.VERIFICATION_FAILED;
    }

    private static Map<String, Object> json(SelfTest.Case one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("damage", one.damage().map(Commands::word).orElse(null));
        json.put("depth", Commands.word(one.depth()));
        json.put("ok", one.ok());
        json.put("found", one.words());
        return json;
    }

    private String sentence(SelfTest.Report report) {
        long damaged = report.cases().stream().filter(one -> one.damage().isPresent()).count();
        return report.ok() ? session.words().count(damaged, "verification") + " of damaged copies, all rejected; the undamaged copy passes."
                : report.wrong().size() + " of " + report.cases().size() + " verifications came out wrong: do not rely on them.";
    }

    private void print(SelfTest.Report report) {
        Table table = new Table("", "DAMAGE", "VERIFICATION", "CAME OUT", "BECAUSE");
        report.cases().forEach(one -> table.row(one.inWords(), Commands.word(one.depth()), (one.words().isEmpty() ? "passed" : "rejected") + (one.ok() ? "" : ": WRONG"), first(one.words())));
        session.print(table.toString());
        session.printLine(sentence(report));
    }

    private static String first(List<String> words) {
        return words.stream().findFirst().orElse("");
    }
}
