package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.ScratchServer;
import dev.lifeboat.engine.postgres.TemporaryCluster;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.ProvenRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.ProvingPlan.Place;
import dev.lifeboat.engine.restore.ProvingPlan.Where;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The deepest verification: brings a set back in a place of its own, and compares what is there then with what the manifest
 * recorded. Databases: definitions, owners, rows, hashes, sequences, and every index against its table by amcheck. A whole
 * server: every file against the server's own list, started to where it is consistent, every index. Volumes: every file
 * against the index. The place has no network and is removed whatever happens. Thread-safe.
 */
public final class ProvenVerification {

    private final Tools tools;
    private final Unlock unlock;
    private final Passwords passwords;
    private final Function<String, Optional<Stack>> stacks;

    /** Knows no stack: tries sets in a temporary cluster only. */
    public ProvenVerification(Tools tools, Unlock unlock) {
        this(tools, unlock, new Passwords(java.nio.file.Path.of("no-passwords"), Map.of()), _ -> Optional.empty());
    }

    /** @param stacks by name, those that are known here */
    public ProvenVerification(Tools tools, Unlock unlock, Passwords passwords, Function<String, Optional<Stack>> stacks) {
        this.tools = tools;
        this.unlock = unlock;
        this.passwords = passwords;
        this.stacks = stacks;
    }

    /**
     * Chooses where it is tried; changes nothing.
     *
     * @throws Failure.BadInput    for a set that holds nothing to bring back, or a place that cannot take it
     * @throws Failure.ToolMissing when there is no place, and what would make one
     */
    public ProvingPlan plan(BackupSet listed, Where where) {
        BackupSet set = Repository.read(listed.folder());
        return new ProvingPlanning(set, stacks.apply(set.manifest().stack()), tools).plan(where);
    }

    /** As {@link #run(Repository, ProvingPlan, Progress, Cancellation)}, where it is best. */
    public VerificationResult run(Repository repository, BackupSet listed, Progress progress, Cancellation cancellation) {
        return run(repository, plan(listed, Where.AUTO), progress, cancellation);
    }

    /**
     * Compares the checksums, proves, and keeps the result beside the set. A set that does not come back, or not as what was recorded, is in the
     * result, not thrown.
     *
     * @throws Failure.ToolMissing     when the place turns out not to have what is needed
     * @throws Failure.PreflightFailed when the place cannot take the set: this says nothing of the set
     * @throws Failure.StorageFailed   when there is no room for it
     * @throws Failure.KeyNeeded       when the set is encrypted, and what is at hand does not open it
     */
    public VerificationResult run(Repository repository, ProvingPlan plan, Progress progress, Cancellation cancellation) {
        long began = System.nanoTime();
        List<String> problems = new ArrayList<>();
        progress.note("In " + plan.place() + ". " + plan.why());
        // Not every file is needed to bring a set back: a proof is of the whole set all the same.
        problems.addAll(repository.verify(plan.set(), VerificationResult.Depth.QUICK, progress, cancellation).problems());
        try {
            ProvenRecord record = prove(plan, progress, cancellation);
            cancellation.check();
            if (problems.isEmpty()) {
                repository.keep(plan.set(), record);
            }
        } catch (Failure.VerificationFailed e) {
            problems.addAll(e.hints().isEmpty() ? List.of(e.getMessage()) : e.hints());
        } catch (Failure.SetDamaged | Failure.ToolFailed | Failure.DatabaseError e) {
            cancellation.check();
            problems.add(e.getMessage());
            problems.addAll(e.hints());
        }
        cancellation.check();
        VerificationResult result = new VerificationResult(Instant.now(), VerificationResult.Depth.PROVEN, millisSince(began), List.copyOf(problems));
        repository.keep(plan.set(), result);
        return result;
    }

    private static long millisSince(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private ProvenRecord prove(ProvingPlan plan, Progress progress, Cancellation cancellation) {
        List<String> notes = new ArrayList<>();
        Map<String, Long> phases = new LinkedHashMap<>();
        List<ProvenRecord.Database> databases = List.of();
        Optional<ProvenRecord.Base> base = Optional.empty();
        if (plan.server().isPresent() && plan.set().manifest().kind() == Kind.BASE) {
            base = Optional.of(base(plan, notes, phases, progress, cancellation));
        } else if (plan.server().isPresent()) {
            databases = databases(plan, notes, phases, progress, cancellation);
        }
        List<ProvenRecord.Volume> volumes = List.of();
        if (plan.volumes().isPresent()) {
            VolumeProof proof = new VolumeProof(plan.set(), plan.volumes().get(), unlock, progress, cancellation);
            volumes = proof.prove();
            notes.addAll(proof.notes());
            phases.putAll(proof.phaseMillis());
        }
        return new ProvenRecord(Instant.now(), plan.place(), phases, databases, List.copyOf(notes), Optional.of(volumes), base);
    }

    private List<ProvenRecord.Database> databases(ProvingPlan plan, List<String> notes, Map<String, Long> phases, Progress progress, Cancellation cancellation) {
        long began = System.nanoTime();
        progress.phase("Starting a scratch server", Progress.UNKNOWN, Unit.STEPS);
        try (ProvingServer server = start(plan, cancellation)) {
            phases.put("Starting a scratch server", millisSince(began));
            DatabaseProof proof = new DatabaseProof(plan.set(), server, tools, unlock, progress, cancellation);
            List<ProvenRecord.Database> proven = proof.prove();
            notes.addAll(proof.notes());
            proof.phaseMillis().forEach((phase, millis) -> phases.merge(phase, millis, Long::sum));
            return proven;
        }
    }

    private ProvingServer start(ProvingPlan plan, Cancellation cancellation) {
        return switch (plan.server().orElseThrow()) {
            case Place.Container container -> ContainerServer.start(sandbox(plan, container), cancellation);
            case Place.Cluster cluster -> ClusterServer.start(cluster.installation(), cancellation);
            case Place.OwnServer own -> OwnServer.open(own.stack(), passwords);
        };
    }

    /** An image need not say which version it has: the program itself does. */
    private static ContainerSandbox sandbox(ProvingPlan plan, Place.Container place) {
        ContainerSandbox sandbox = ContainerSandbox.start(place);
        try {
            int needed = ToolVersion.number(plan.set().manifest().server().version()) / 10_000;
            boolean fits = plan.set().manifest().kind() == Kind.BASE ? sandbox.major() == needed : sandbox.major() >= needed;
            if (!fits) {
                throw new Failure.ToolMissing("The image " + place.image().name() + " has PostgreSQL " + sandbox.major() + ", and the set needs " + needed + ".",
                        List.of("Prove it elsewhere: --in cluster"));
            }
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    private ProvenRecord.Base base(ProvingPlan plan, List<String> notes, Map<String, Long> phases, Progress progress, Cancellation cancellation) {
        try (Sandbox sandbox = baseSandbox(plan)) {
            try {
                BaseProof proof = new BaseProof(plan.set(), sandbox, unlock, progress, cancellation);
                ProvenRecord.Base proven = proof.prove();
                notes.addAll(proof.notes());
                phases.putAll(proof.phaseMillis());
                return proven;
            } finally {
                sandbox.discard();
            }
        }
    }

    private Sandbox baseSandbox(ProvingPlan plan) {
        return switch (plan.server().orElseThrow()) {
            case Place.Container container -> sandbox(plan, container);
            case Place.Cluster cluster -> {
                ScratchServer.removeAbandoned();
                yield HostSandbox.within(TemporaryCluster.temporaryFolder(ScratchServer.PREFIX), cluster.installation());
            }
            case Place.OwnServer _ -> throw new IllegalArgumentException("a whole server is not tried within another");
        };
    }
}
