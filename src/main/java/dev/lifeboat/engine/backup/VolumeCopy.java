package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.docker.DataFolder;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.docker.VolumeTar;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.RateLimit;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.repository.files.CopyingInput;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Copies volumes into a set: a tar each, and an index of what went by in it. For one use by one thread. */
final class VolumeCopy {

    private static final int INDEX_LEVEL = 3;

    private final VolumeBackupPlan plan;
    private final DockerEngine engine;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<VolumeRecord> records = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    VolumeCopy(VolumeBackupPlan plan, DockerEngine engine, Progress progress, Cancellation cancellation) {
        this.plan = plan;
        this.engine = engine;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    List<VolumeRecord> records() {
        return List.copyOf(records);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Makes a helper container ready, which the caller closes. */
    VolumeTar open(VolumeBackupPlan.PlannedVolume volume) {
        return VolumeTar.open(engine, volume.imageIds(), volume.name(), HelperContainer.Access.READ);
    }

    void copy(VolumeBackupPlan.PlannedVolume volume, SetWriter writer) {
        cancellation.check();
        try (VolumeTar tar = open(volume)) {
            copy(volume, tar, writer);
        }
    }

    /**
     * @throws Failure.PreflightFailed when the volume holds the data of a server that runs
     * @throws Failure.ToolFailed      when a file could not be read, or changed meanwhile
     */
    void copy(VolumeBackupPlan.PlannedVolume volume, VolumeTar tar, SetWriter writer) {
        cancellation.check();
        List<DataFolder> before = stopped(volume.name(), tar);
        progress.phase("Copying volume " + volume.name(), plan.previousBytes().getOrDefault(volume.name(), Progress.UNKNOWN), Unit.BYTES);
        Instant began = Instant.now();
        Tally tally = new Tally();
        try (MemberWriter member = writer.member(MemberPath.ofVolume(volume.name()), plan.handling().compression(), plan.zstdLevel(), plan.zstdWorkers());
             MemberWriter index = writer.member(MemberPath.ofIndex(volume.name()), plan.handling().compression(), INDEX_LEVEL, 0)) {
            tar.read(stream -> {
                TarFiles.walk(new CopyingInput(stream, new Counted(RateLimit.on(member, plan.handling().bytesPerSecond(), cancellation))), entry -> tally.add(entry, index), cancellation);
                return tally;
            }, cancellation);
            unchanged(volume.name(), before, tar);
            records.add(new VolumeRecord(volume.name(), member.finish().path(), index.finish().path(), tar.version(), tally.files, tally.bytes, began, Instant.now()));
        }
        warnings.addAll(tar.limits());
        warn(volume, tally);
        progress.note(volume.name() + ": " + Sizes.count(tally.files, "file") + ", " + Sizes.inWords(tally.bytes));
    }

    private static List<DataFolder> stopped(String volume, VolumeTar tar) {
        List<DataFolder> folders = tar.dataFolders();
        folders.stream().filter(folder -> !folder.stopped()).findFirst().ifPresent(folder -> {
            throw VolumePlanning.running(volume, "in its folder " + folder.path());
        });
        return folders;
    }

    /** A server that was started while its files were copied. */
    private static void unchanged(String volume, List<DataFolder> before, VolumeTar tar) {
        List<DataFolder> after = tar.dataFolders();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            if (i >= before.size() || i >= after.size() || !before.get(i).sameAs(after.get(i))) {
                throw VolumePlanning.running(volume, "and was started while it was copied");
            }
        }
    }

    private void warn(VolumeBackupPlan.PlannedVolume volume, Tally tally) {
        Long last = plan.previousBytes().get(volume.name());
        if (last != null && tally.bytes < last / 2) {
            warnings.add("The volume " + volume.name() + " has " + Sizes.inWords(tally.bytes) + " of files; in the last set it had " + Sizes.inWords(last)
                    + ". Check that nothing was lost.");
        } else if (tally.files <= 1) {
            warnings.add("The volume " + volume.name() + " is empty. Check that it is the one that the services use.");
        }
        if (volume.users().isEmpty()) {
            warnings.add("No container uses the volume " + volume.name() + ". Check that it is the right one.");
        }
    }

    /** Counts what goes by, and writes the index. */
    private final class Tally {
        private long files;
        private long bytes;

        void add(FileEntry entry, OutputStream index) throws IOException {
            FileIndex.write(entry, index);
            files++;
            bytes += entry.size();
            progress.item(entry.path());
        }
    }

    /** Into the member, as it is. */
    private final class Counted extends OutputStream {
        private final OutputStream member;

        Counted(OutputStream member) {
            this.member = member;
        }

        @Override public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override public void write(byte[] bytes, int offset, int length) throws IOException {
            cancellation.check();
            member.write(bytes, offset, length);
            progress.advance(length);
        }
    }
}
