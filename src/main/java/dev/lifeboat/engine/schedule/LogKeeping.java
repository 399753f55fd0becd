package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Job;
import dev.lifeboat.engine.job.JobQueue;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.wal.WalReceiver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The agent's part that receives logs: a job for each stack, that goes on until the agent ends or the log is not to be kept
 * any more. What fails is tried again; a log that did not come for a while is told, once, and so is its coming back. For one thread.
 */
public final class LogKeeping {

    /** Within this time a server that restarts is back. */
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final int RETRY_SECONDS = 30;

    private final KeptLogs kept;
    private final StackStore stacks;
    private final Supplier<Repository> repository;
    private final Passwords passwords;
    private final JobQueue jobs;
    private final ScheduleNews news;
    private final Clock clock;
    private final Duration silence;
    private final Map<String, Keeping> going = new HashMap<>();

    public LogKeeping(KeptLogs kept, StackStore stacks, Supplier<Repository> repository, Passwords passwords, JobQueue jobs, ScheduleNews news, Clock clock) {
        this(kept, stacks, repository, passwords, jobs, news, clock, SILENCE);
    }

    /** @param silence how long a log may not come before it is told */
    LogKeeping(KeptLogs kept, StackStore stacks, Supplier<Repository> repository, Passwords passwords, JobQueue jobs, ScheduleNews news, Clock clock, Duration silence) {
        this.kept = kept;
        this.stacks = stacks;
        this.repository = repository;
        this.passwords = passwords;
        this.jobs = jobs;
        this.news = news;
        this.clock = clock;
        this.silence = silence;
    }

    /** Begins and ends what was chosen meanwhile, and tells of a log that does not come. */
    void look() {
        List<String> wanted = kept.stacks();
        going.values().removeIf(keeping -> !wanted.contains(keeping.stack) && keeping.hasEnded());
        for (Keeping keeping : going.values()) {
            if (!wanted.contains(keeping.stack)) {
                jobs.cancel(keeping.job.id());
            } else if (keeping.hasEnded() && keeping.begun.plusSeconds(RETRY_SECONDS).isBefore(clock.instant())) {
                keeping.begin(begin(keeping.stack, keeping.signs)); // after a defect, or when somebody cancelled it
            }
        }
        for (String stack : wanted) {
            going.computeIfAbsent(stack, _ -> {
                Signs signs = new Signs(clock.instant());
                return new Keeping(stack, begin(stack, signs), signs);
            });
        }
        going.values().stream().filter(keeping -> wanted.contains(keeping.stack)).forEach(this::tell);
    }

    private Job<Outcome> begin(String stack, Signs signs) {
        return jobs.submit("Receive the log of " + stack, stack + " log", "lifeboat wal keep --stack " + stack,
                (progress, cancellation) -> receive(stack, signs.passingOn(progress), signs, cancellation), Function.identity());
    }

    private Outcome receive(String stack, Progress progress, Signs signs, Cancellation cancellation) throws InterruptedException {
        while (true) {
            try {
                Stack chosen = stacks.get(stack);
                Encryption encryption = kept.of(stack).filter(KeptLogs.KeptLog::unencrypted).isPresent() ? Encryption.NONE : chosen.encryption();
                WalReceiver.Report report = new WalReceiver(new Server(chosen.server(), passwords), repository.get(), stack, encryption).run(progress, cancellation);
                return report.gaps().isEmpty() ? Outcome.done("The log is not received any more.") : Outcome.warned(String.join(" ", report.gaps()));
            } catch (Failure.Cancelled e) {
                throw e;
            } catch (Failure e) {
                signs.trouble(e.getMessage());
                progress.note(e.getMessage() + " Trying again in " + RETRY_SECONDS + " s.");
            }
            for (int i = 0; i < RETRY_SECONDS * 10; i++) {
                cancellation.check();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private void tell(Keeping keeping) {
        boolean silent = keeping.signs.last().isBefore(clock.instant().minus(silence));
        if (silent && !keeping.told) {
            news.logSilent(keeping.stack, keeping.signs.last(), keeping.signs.why());
        } else if (!silent && keeping.told) {
            news.logBack(keeping.stack);
        }
        keeping.told = silent;
    }

    /** The jobs that go on, for who looks at the agent. */
    List<JobSnapshot> jobs() {
        return going.values().stream().map(keeping -> keeping.job.snapshot()).filter(job -> !job.state().isFinished()).toList();
    }

    /** Cancels what goes on, and waits for its end. */
    void end() throws InterruptedException {
        for (Keeping keeping : going.values()) {
            jobs.cancel(keeping.job.id());
        }
        for (Keeping keeping : going.values()) {
            keeping.job.join();
        }
        going.clear();
    }

    private final class Keeping {
        private final String stack;
        private final Signs signs;
        private Job<Outcome> job;
        private Instant begun;
        private boolean told;

        Keeping(String stack, Job<Outcome> job, Signs signs) {
            this.stack = stack;
            this.signs = signs;
            begin(job);
        }

        void begin(Job<Outcome> its) {
            job = its;
            begun = clock.instant();
        }

        boolean hasEnded() {
            return job.snapshot().state().isFinished();
        }
    }

    /** When the receiver last said that all of the log is here, and what it said of its trouble since. Thread-safe. */
    private final class Signs {
        private Instant last;
        private String why = "";

        Signs(Instant last) {
            this.last = last;
        }

        synchronized Instant last() {
            return last;
        }

        synchronized String why() {
            return why;
        }

        synchronized void trouble(String what) {
            why = what;
        }

        private synchronized void here() {
            last = clock.instant();
            why = "";
        }

        Progress passingOn(Progress progress) {
            return new Progress() {
                @Override public void phase(String name, long total, Unit unit) {
                    progress.phase(name, total, unit);
                }

                @Override public void advance(long amount) {
                    progress.advance(amount);
                }

                /** Told by the receiver whenever nothing of the log is missing. */
                @Override public void item(String name) {
                    here();
                    progress.item(name);
                }

                @Override public void note(String line) {
                    trouble(line);
                    progress.note(line);
                }
            };
        }
    }
}
