package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.DatabaseDump;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.DatabaseLoad;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ClientTools;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.secret.Unlock;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One run of a plan whose preflight was passed: restore aside, analyse, prove, swap. For one use by one thread. */
final class RestoreRun {

    private final RestorePlan plan;
    private final Manifest manifest;
    private final Server server;
    private final int serverMajor;
    private final ClientTools tools;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Instant startedAt;
    private final Map<String, Long> phaseMillis;
    private final List<AsideDatabase> made = new ArrayList<>();
    private final List<Proof> proofs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    RestoreRun(RestorePlan plan, Manifest manifest, Server server, ClientTools tools, Unlock unlock, Progress progress, Cancellation cancellation,
            Instant startedAt, Map<String, Long> phaseMillis) {
        this.plan = plan;
        this.manifest = manifest;
        this.server = server;
        this.tools = tools;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
        this.startedAt = startedAt;
        this.phaseMillis = new LinkedHashMap<>(phaseMillis);
        serverMajor = server.facts().major();
    }

    RestoreReport report() {
        try {
            for (RestorePlan.Target target : plan.targets()) {
                restoreAndProve(target);
            }
            cancellation.check();
        } catch (RuntimeException e) {
            dropMade(e);
            throw e;
        }
        requireProof();
        if (plan.mode() == RestorePlan.Mode.IN_PLACE) {
            timed("Swapping", this::swap);
        }
        return new RestoreReport(plan, startedAt, Instant.now(), phaseMillis, List.copyOf(proofs), List.copyOf(notes));
    }

    private void restoreAndProve(RestorePlan.Target target) {
        String name = target.database();
        Manifest.DatabaseRecord record = manifest.databases().stream().filter(database -> database.facts().name().equals(name)).findFirst().orElseThrow();
        Manifest.Member member = manifest.members().stream().filter(candidate -> candidate.path().equals(record.member())).findFirst().orElseThrow();
        AsideDatabase aside = new AsideDatabase(server, target.asideName(), serverMajor);
        DumpContents[] dumped = new DumpContents[1];
        timed("Restoring " + name, () -> dumped[0] = restore(aside, record, member));
        timed("Analysing " + name, () -> {
            progress.phase("Analysing " + name, Progress.UNKNOWN, Unit.TABLES);
            aside.analyze(cancellation);
        });
        timed("Proving " + name, () -> prove(aside, record, member, dumped[0]));
    }

    private DumpContents restore(AsideDatabase aside, Manifest.DatabaseRecord record, Manifest.Member member) {
        cancellation.check();
        progress.phase("Restoring " + record.facts().name(), member.rawBytes(), Unit.BYTES);
        boolean plain = MemberPath.isPlainDump(member.path());
        Optional<DumpContents> head = plain ? Optional.empty() : Optional.of(StoredArchive.head(plan.setFolder(), manifest, member, unlock));
        aside.create(record.facts());
        made.add(aside); // only now: a database that someone else has made by this name is not ours to drop
        head.ifPresent(aside::applySettings);
        try (StoredArchive archive = StoredArchive.open(plan.setFolder(), manifest, member, unlock)) {
            DatabaseLoad load = new DatabaseLoad(tools, server);
            DumpContents contents = plain ? load.plainInto(aside.name(), archive.raw(), listener(member.rawBytes()), cancellation)
                    : load.into(aside.name(), archive.raw(), listener(member.rawBytes()), cancellation);
            archive.requireUnchanged();
            return contents;
        }
    }

    private void prove(AsideDatabase aside, Manifest.DatabaseRecord record, Manifest.Member member, DumpContents set) {
        cancellation.check();
        progress.phase("Proving " + record.facts().name(), member.rawBytes(), Unit.BYTES);
        DumpContents restored = new DatabaseDump(tools, server).database(aside.name(), OutputStream.nullOutputStream(), listener(member.rawBytes()), cancellation);
        Comparison comparison = new Comparison(record, set, restored, server.database(aside.name()).orElseThrow());
        proofs.add(comparison.proof());
        notes.addAll(comparison.notes());
        notes.addAll(aside.sequencesBehind());
    }

    /** @param total the copy's dump may be some bytes longer than the set's, the bar may not */
    private DumpReader.Listener listener(long total) {
        return new DumpReader.Listener() {
            private long left = total;

            @Override
            public void table(String schema, String name) {
                progress.item(schema + "." + name);
            }

            @Override
            public void bytes(long amount) {
                long counted = Math.min(left, amount);
                left -= counted;
                progress.advance(counted);
            }
        };
    }

    /** A copy that is not equal stays, to be looked at; the original was not touched. */
    private void requireProof() {
        List<String> differences = proofs.stream().flatMap(proof -> proof.differences().stream().map(difference -> proof.database() + ": " + difference)).toList();
        if (!differences.isEmpty()) {
            throw new Failure.VerificationFailed("The restored copy is not what set " + plan.setId() + " recorded. The present databases were not touched; the copy is kept as "
                    + asideNames() + ".", differences);
        }
    }

    private void swap() {
        progress.phase("Swapping", plan.targets().size(), Unit.STEPS);
        new Swap(server, Swap.neutralDatabase(server, plan.targets()), plan.targets()).run();
        progress.advance(plan.targets().size());
        for (RestorePlan.Target target : plan.targets()) {
            target.keptName().ifPresent(kept -> notes.add("The database " + target.database() + " of before is kept as " + kept + "; drop it when it is no longer needed."));
        }
    }

    private void dropMade(RuntimeException reason) {
        for (AsideDatabase aside : made) {
            try {
                aside.drop();
            } catch (Failure e) {
                progress.note("Could not drop " + aside.name() + ": " + e.getMessage());
                reason.addSuppressed(e);
            }
        }
    }

    private String asideNames() {
        return plan.targets().stream().map(RestorePlan.Target::asideName).collect(Collectors.joining(", "));
    }

    private void timed(String phase, Runnable work) {
        long began = System.nanoTime();
        work.run();
        phaseMillis.put(phase, (System.nanoTime() - began) / 1_000_000);
    }
}
