package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.SegmentName;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.wal.WalEvent;
import dev.lifeboat.engine.wal.WalStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** One run of a plan in a sandbox. For one use by one thread. */
final class PointRun {

    private static final int OWNER_ONLY = 0600;

    private final PointPlan plan;
    private final Sandbox sandbox;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Manifest manifest;
    private final Manifest.BaseRecord base;
    private final WalStore store;
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    PointRun(PointPlan plan, Sandbox sandbox, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.plan = plan;
        this.sandbox = sandbox;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
        manifest = plan.window().base().manifest();
        base = manifest.base().orElseThrow();
        store = plan.window().store();
    }

    PointReport run() {
        phase("Unpacking the base backup", manifest.rawBytes(), Unit.BYTES, () -> new BaseUnpacking(plan.window().base().folder(), manifest, sandbox, unlock).unpack(progress, cancellation));
        if (sandbox.has("pg_verifybackup")) {
            phase("Comparing it with the server's own list", Progress.UNKNOWN, Unit.BYTES, () -> sandbox.run("pg_verifybackup", List.of(sandbox.dataDirectory()), cancellation));
        }
        phase("Bringing the log", plan.stop().segments().size() * store.segmentBytes(), Unit.BYTES, this::bringLog);
        Recovery recovery = new Recovery(sandbox, base.role(), cancellation);
        try {
            return recover(recovery);
        } catch (RuntimeException e) {
            stopAfter(e, recovery);
            throw e;
        }
    }

    private PointReport recover(Recovery recovery) {
        Recovery.State[] reached = new Recovery.State[1];
        List<SegmentName> segments = plan.stop().segments();
        long ahead = segments.getLast().next().start(store.segmentBytes()).value() - base.start().value();
        phase("Recovering to " + plan.target().inWords(), ahead, Unit.BYTES, () -> {
            recovery.start(plan.stop().setting(), plan.stop().value(), plan.stop().inclusive(), segments.getLast().timeline());
            reached[0] = recovery.awaitPause(base.start(), progress);
        });
        List<Check> proof = proof(reached[0]);
        List<String> log = recovery.whereItStopped();
        if (plan.promote() && proof.stream().allMatch(check -> check.level() == Check.Level.OK)) {
            phase("Making it a server of its own", Progress.UNKNOWN, Unit.BYTES, () -> {
                recovery.promote();
                recovery.stop();
                sandbox.run("rm", List.of(file(Recovery.CONFIGURATION), file(Recovery.ACCESS)), cancellation);
            });
            return new PointReport(sandbox.inWords(), proof, lastCommit(reached[0]), log, true, Map.of(), phaseMillis);
        }
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("look", recovery.lookCommand());
        commands.put("promote", sandbox.command("pg_ctl", List.of("promote", "-w", "-D", sandbox.dataDirectory())));
        commands.put("stop", sandbox.command("pg_ctl", List.of("stop", "-w", "-D", sandbox.dataDirectory())));
        return new PointReport(sandbox.inWords(), proof, lastCommit(reached[0]), log, false, commands, phaseMillis);
    }

    /** Nothing runs on after a failure. */
    private static void stopAfter(RuntimeException failure, Recovery recovery) {
        try {
            if (recovery.isRunning()) {
                recovery.stop();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private String file(String name) {
        return sandbox.dataDirectory() + "/" + name;
    }

    private void phase(String name, long total, Unit unit, Runnable work) {
        cancellation.check();
        long began = System.nanoTime();
        progress.phase(name, total, unit);
        work.run();
        phaseMillis.put(name, (System.nanoTime() - began) / 1_000_000);
    }

    private void bringLog() {
        plan.stop().segments().forEach(store::requireUnchanged);
        sandbox.run("tar", List.of("-x", "-f", "-", "-C", sandbox.dataDirectory()), this::writeLog, cancellation);
    }

    // The tar's stream is the tool's input, which is closed by the one who made it.
    @SuppressWarnings("resource")
    private void writeLog(OutputStream input) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(input, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        List<Integer> timelines = new ArrayList<>();
        for (SegmentName segment : plan.stop().segments()) {
            cancellation.check();
            progress.item(segment.text(store.segmentBytes()));
            if (segment.timeline() > 1 && !timelines.contains(segment.timeline())) {
                timelines.add(segment.timeline());
                String history = store.historyText(segment.timeline()).orElseThrow(() -> new Failure.NotFound("The history of timeline " + segment.timeline() + " is missing in " + store.folder() + "."));
                add(tar, "pg_wal/%08X.history".formatted(segment.timeline()), history.getBytes(StandardCharsets.UTF_8));
            }
            add(tar, segment);
        }
        add(tar, "recovery.signal", new byte[0]);
        add(tar, Recovery.CONFIGURATION, "# For the time of the recovery only.\n".getBytes(StandardCharsets.UTF_8));
        add(tar, Recovery.ACCESS, "local all all trust\n".getBytes(StandardCharsets.UTF_8));
        tar.finish();
        tar.flush();
    }

    /** What has not been received of a segment yet is zeros, behind which a recovery does not look. */
    private void add(TarArchiveOutputStream tar, SegmentName segment) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("pg_wal/" + segment.text(store.segmentBytes()));
        entry.setSize(store.segmentBytes());
        entry.setMode(OWNER_ONLY);
        tar.putArchiveEntry(entry);
        byte[] buffer = new byte[1 << 17];
        long left = store.segmentBytes();
        try (InputStream in = store.open(segment)) {
            for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
                int piece = (int) Math.min(n, left);
                tar.write(buffer, 0, piece);
                left -= piece;
                progress.advance(piece);
            }
        }
        byte[] zeros = new byte[1 << 17];
        while (left > 0) {
            int piece = (int) Math.min(zeros.length, left);
            tar.write(zeros, 0, piece);
            left -= piece;
            progress.advance(piece);
        }
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(OWNER_ONLY);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private Optional<Instant> lastCommit(Recovery.State state) {
        return plan.stop().lastCommit().map(WalEvent::at).or(state::lastCommit);
    }

    /** The server's word beside what we read in the log ourselves. */
    private List<Check> proof(Recovery.State state) {
        List<Check> proof = new ArrayList<>();
        proof.add(Check.ok("Paused", "The server waits at " + state.replayed().map(Object::toString).orElse("its target") + "."));
        Optional<WalEvent> expected = plan.stop().lastCommit();
        if (expected.isEmpty()) {
            proof.add(Check.ok("Last transaction", "No transaction ended between the base backup and the target."));
            return proof;
        }
        Instant wanted = expected.get().at();
        if (plan.stop().setting().equals("recovery_target_lsn") && plan.stop().inclusive()) {
            // The server stops behind that very record, and does not count it among those whose time it tells.
            proof.add(state.replayed().filter(expected.get().end()::equals).isPresent()
                    ? Check.ok("Last transaction", "The last one that is there is " + expected.get().transaction() + ", which ended at " + wanted + ": the server stopped right behind its record.")
                    : Check.fail("Last transaction", "The server stopped at another place than " + expected.get().end() + ", the end of transaction " + expected.get().transaction() + ".",
                            "Do not use this copy. Read the server's log in it."));
            return proof;
        }
        String said = state.lastCommit().map(Instant::toString).orElse("none");
        proof.add(state.lastCommit().filter(wanted::equals).isPresent()
                ? Check.ok("Last transaction", "The last one that is there ended at " + said + ", as the log has it before the target.")
                : Check.fail("Last transaction", "The last one that is there ended at " + said + "; by the log it should be " + wanted + " (transaction " + expected.get().transaction() + ").",
                        "Do not use this copy. Read the server's log in it."));
        return proof;
    }
}
