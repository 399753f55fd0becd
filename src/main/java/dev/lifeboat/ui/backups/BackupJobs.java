package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupPlan;
import dev.lifeboat.engine.backup.Backups;
import dev.lifeboat.engine.backup.OptionWords;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.repository.VerificationResult.Depth;
import dev.lifeboat.engine.restore.ProvenVerification;
import dev.lifeboat.engine.restore.SelfTest;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.wal.LogPruning;
import dev.lifeboat.engine.wal.RecoveryWindow;
import dev.lifeboat.engine.wal.RecoveryWindows;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import dev.lifeboat.ui.common.EquivalentCommand;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Starts backups and verifications as jobs, each with its title, its command and its outcome in words. Submitting
 * returns at once; {@link #plan} and {@link #repository} block. Thread-safe.
 */
public final class BackupJobs {
    private final JobQueue jobs;
    private final Backups backups;
    private final ProvenVerification proving;
    private final Supplier<Repository> repositories;
    private final Keys keys;
    private final AuditLog audit;
    private final Formats formats;

    /** @param repositories opens the repository that Settings name, anew each time */
    public BackupJobs(JobQueue jobs, Backups backups, ProvenVerification proving, Supplier<Repository> repositories, Keys keys, AuditLog audit, Formats formats) {
        this.jobs = jobs;
        this.backups = backups;
        this.proving = proving;
        this.repositories = repositories;
        this.keys = keys;
        this.audit = audit;
        this.formats = formats;
    }

    /** What opens encrypted sets. */
    Keys keys() {
        return keys;
    }

    /** Takes rows out of sets. */
    ExportJobs exports() {
        return new ExportJobs(jobs, formats);
    }

    /** What is done with whole sets. */
    SetJobs sets() {
        return new SetJobs(jobs, backups.databases(), repositories, audit, formats, keys);
    }

    /** Blocks. @throws Failure.NoRepository when there is none to write to */
    public Repository repository() {
        return repositories.get();
    }

    /** Blocks: asks the server and the engine. @throws Failure when they, the tools or the repository cannot be used */
    public BackupPlan plan(Kind kind, Stack stack, BackupChoices choices) {
        return backups.plan(kind, stack, repositories.get(), choices);
    }

    /** Blocks. How long services were held by the newest full set of a stack; empty before there is one. */
    Optional<Duration> lastHeld(String stack) {
        return repositories.get().list().sets().stream().map(BackupSet::manifest).filter(set -> set.stack().equals(stack) && set.kind() == Kind.FULL)
                .flatMap(set -> set.docker().stream()).flatMap(docker -> docker.capture().stream()).findFirst().map(capture -> Duration.ofMillis(capture.pausedMillis()));
    }

    /** Blocks: reads what is kept of the log. How far a base backup can be brought. */
    RecoveryWindow window(BackupSet set) {
        return new RecoveryWindows(repositories.get(), keys).of(set);
    }

    /** Backs up with what is true when the job begins: the plan is made inside the job. */
    public Job<BackupSet> backUp(Kind kind, Stack stack, BackupChoices choices) {
        return jobs.submit(Messages.text("backups.job.backup", stack.name()), stack.name(), command(kind, stack, choices).text(),
                (progress, cancellation) -> backups.run(plan(kind, stack, choices), progress, cancellation), this::outcome);
    }

    /** Verifies a set; a damaged one makes the job fail with what is wrong. */
    public Job<VerificationResult> verify(String stack, String setId, Depth depth) {
        return jobs.submit(Messages.text("backups.job.verify", setId), stack, verifyCommand(setId, depth).text(),
                (progress, cancellation) -> {
                    var repository = repositories.get();
                    var set = repository.find(setId);
                    var result = depth == Depth.PROVEN ? proving.run(repository, set, progress, cancellation)
                            : repository.verify(set, depth, keys, progress, cancellation);
                    if (!result.ok()) {
                        audit.record("set.verify", setId, "failed", String.join(" ", result.problems()));
                        throw new Failure.VerificationFailed(Messages.text("backups.job.damaged", setId), result.problems());
                    }
                    audit.record("set.verify", setId, "done", verified(result));
                    return result;
                },
                result -> Outcome.done(verified(result)));
    }

    /** Damages copies of a set and has each verification find it; one that does not makes the job fail. */
    public Job<SelfTest.Report> selfTest(String stack, String setId) {
        return jobs.submit(Messages.text("backups.job.selfTest", setId), stack, EquivalentCommand.of("sets self-test").add(setId).text(),
                (progress, cancellation) -> {
                    var report = new SelfTest(proving, keys).run(repositories.get().find(setId), false, progress, cancellation);
                    audit.record("sets.self-test", setId, report.ok() ? "done" : "failed", "");
                    if (!report.ok()) {
                        throw new Failure.VerificationFailed(Messages.text("backups.job.selfTest.wrong", report.wrong().size()),
                                report.wrong().stream().map(one -> one.inWords() + " (" + SetWords.depth(one.depth()) + ")").toList());
                    }
                    return report;
                },
                report -> Outcome.done(Messages.text("backups.job.selfTest.done", report.cases().stream().filter(one -> one.damage().isPresent()).count())));
    }

    /** Blocks. What a retention would do to each set of a stack; changes nothing. */
    public List<Retention.Fate> pruning(String stack, Retention retention) {
        return new Pruning(repositories.get(), Clock.systemUTC()).preview(stack, retention);
    }

    /** Blocks. The log that no base backup needs when these sets are gone. */
    public LogPruning.Going logPruning(String stack, Set<String> goingSets) {
        return new LogPruning(repositories.get()).preview(stack, goingSets);
    }

    /** Deletes those of the agreed sets that the retention still does not keep when the job runs, and the log that no base backup needs then. */
    public Job<List<String>> prune(String stack, Retention retention, Set<String> agreed) {
        return jobs.submit(Messages.text("prune.job", stack), stack, EquivalentCommand.of("sets prune").add("--stack").add(stack).text(),
                (progress, cancellation) -> {
                    var repository = repositories.get();
                    var gone = new Pruning(repository, Clock.systemUTC()).run(stack, retention, agreed, progress, cancellation);
                    var log = new LogPruning(repository).run(stack, progress, cancellation);
                    audit.record("set.prune", stack, "done", String.join(", ", gone) + (log.segments() == 0 ? "" : "; " + log.segments() + " segments of the log"));
                    return gone;
                },
                gone -> Outcome.done(Messages.text("prune.job.done", gone.size())));
    }

    /** Deletes what killed runs left in the repository. */
    public Job<List<Path>> clean() {
        return jobs.submit(Messages.text("backups.job.clean"), Messages.text("backups.job.clean.target"), EquivalentCommand.of("sets clean").text(),
                (progress, cancellation) -> {
                    var repository = repositories.get();
                    var gone = new Cleaning(repository).run(progress, cancellation);
                    audit.record("repository.clean", repository.folder().toString(), "done", String.join(", ", gone.stream().map(Path::toString).toList()));
                    return gone;
                },
                gone -> Outcome.done(Messages.text("backups.job.clean.done", gone.size())));
    }

    /** Blocks. Keeps a set whatever the retention is, or lets the retention decide again. */
    public void pin(String setId, boolean pinned) {
        var repository = repositories.get();
        var set = repository.find(setId);
        if (pinned) repository.pin(set, "");
        else repository.unpin(set);
        audit.record(pinned ? "set.pin" : "set.unpin", setId, "done", "");
    }

    /** The command that does the same as {@link #backUp}. It asks for a passphrase, which is not in it. */
    public static EquivalentCommand command(Kind kind, Stack stack, BackupChoices choices) {
        var command = EquivalentCommand.of("backup " + kind.name().toLowerCase(Locale.ROOT)).add("--stack").add(stack.name());
        for (var word : OptionWords.of(choices)) command = command.add(word);
        return command;
    }

    /** The command that does the same as {@link #verify}. */
    public static EquivalentCommand verifyCommand(String setId, Depth depth) {
        var command = EquivalentCommand.of("sets verify").add(setId);
        return switch (depth) {
            case QUICK -> command;
            case DEEP -> command.add("--deep");
            case PROVEN -> command.add("--proven");
        };
    }

    private String verified(VerificationResult result) {
        return Messages.text("backups.job.verified", SetWords.depth(result.depth()),
                formats.duration(Duration.ofMillis(result.durationMillis())));
    }

    private Outcome outcome(BackupSet set) {
        var manifest = set.manifest();
        var words = Messages.text("backups.job.done", set.id(), formats.size(manifest.sizeBytes()),
                formats.duration(Duration.ofMillis(manifest.durationMillis())));
        return manifest.warnings().isEmpty()
                ? Outcome.done(words)
                : Outcome.warned(words + " " + String.join(" ", manifest.warnings()));
    }
}
