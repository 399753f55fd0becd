package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.RateLimit;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.BaseStream;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.postgres.ServerFacts;
import dev.lifeboat.engine.postgres.Session;
import dev.lifeboat.engine.postgres.base.BaseContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** One run of a plan, from the lock to the manifest. For one use by one thread. */
final class BaseBackupRun {

    private static final String PHASE = "Copying the server";

    private final BaseBackupPlan plan;
    private final Server server;
    private final Hooks hooks;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final Map<String, Long> phaseMillis = new LinkedHashMap<>();

    BaseBackupRun(BaseBackupPlan plan, Server server, Hooks hooks, Progress progress, Cancellation cancellation) {
        this.plan = plan;
        this.server = server;
        this.hooks = hooks;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    BackupSet into(Repository repository) {
        ServerFacts facts = server.facts();
        try (RepositoryLock lock = repository.lock("base backup of " + plan.stack().name())) {
            lock.takenOver().ifPresent(progress::note);
            SetTaking.clean(repository, lock, progress, cancellation);
            try (SetWriter writer = repository.begin(lock, Kind.BASE, plan.stack().name(), startedAt, plan.encryption())) {
                hooks.before(writer.id(), cancellation);
                cancellation.check();
                Copied copied = copy(writer);
                BaseContents contents = copied.contents();
                Instant stoppedAt = serverTime();
                keepServerManifest(contents, writer);
                cancellation.check();
                progress.note(Sizes.count(contents.files(), "file") + ", consistent from " + contents.stop() + " on timeline " + contents.timeline());
                StackRecording recording = new StackRecording(plan.stack(), plan.encryption(), progress);
                Optional<DockerRecord> docker = recording.into(writer, Optional.empty());
                List<String> warnings = Stream.concat(plan.warnings().stream(), recording.warnings().stream()).toList();
                return writer.complete(manifest(writer.id(), facts, contents, copied.member(), stoppedAt, warnings, docker));
            }
        }
    }

    /** @param member the path that its tar has in the set */
    private record Copied(BaseContents contents, String member) {}

    private Copied copy(SetWriter writer) {
        long began = System.nanoTime();
        progress.phase(PHASE, plan.sizeBytes().orElse(Progress.UNKNOWN), Unit.BYTES);
        try (MemberWriter member = writer.member(MemberPath.BASE, plan.handling().compression(), plan.zstdLevel(), plan.zstdWorkers())) {
            BaseContents contents = new BaseStream(plan.tools(), server).to(RateLimit.on(member, plan.handling().bytesPerSecond(), cancellation), estimated(), cancellation);
            String path = member.finish().path();
            phaseMillis.put(PHASE, SetTaking.millisSince(began));
            return new Copied(contents, path);
        }
    }

    /** The estimate counts no log and no maps, and what is written meanwhile makes it grow: the bar ends where the estimate does. */
    private LongConsumer estimated() {
        long[] left = {plan.sizeBytes().orElse(Long.MAX_VALUE)};
        return bytes -> {
            long amount = Math.min(bytes, left[0]);
            left[0] -= amount;
            progress.advance(amount);
        };
    }

    private void keepServerManifest(BaseContents contents, SetWriter writer) {
        try (MemberWriter member = writer.member(MemberPath.BASE_MANIFEST, plan.handling().compression(), plan.zstdLevel(), 0)) {
            member.write(contents.serverManifest());
            member.finish();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the server's manifest", e);
        }
    }

    /** By the server's clock, which stamps its commits. */
    private Instant serverTime() {
        try (Session session = server.session()) {
            return session.first("select clock_timestamp()", row -> row.getObject(1, Timestamp.class).toInstant()).orElseThrow();
        }
    }

    private Manifest manifest(String id, ServerFacts facts, BaseContents contents, String member, Instant stoppedAt, List<String> warnings,
            Optional<DockerRecord> docker) {
        Manifest.ServerRecord from = new Manifest.ServerRecord(server.address().host(), server.address().port(), facts.version(), facts.versionNumber(), contents.systemIdentifier());
        Manifest.BaseRecord base = new Manifest.BaseRecord(member, contents.timeline(), contents.start(), contents.stop(), contents.segmentBytes(), stoppedAt,
                contents.files(), server.address().user(), facts.dataDirectoryOrEmpty());
        return new Manifest(Manifest.FORMAT_VERSION, id, Kind.BASE, plan.stack().name(), plan.stack().environment(), plan.label(), startedAt, Instant.now(),
                SetTaking.millisSince(startedNanos), SetTaking.version(), from, plan.tools().version(), List.of(), List.of(), warnings, phaseMillis, Optional.of(base), Optional.empty(), docker);
    }
}
