package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.docker.DataFolder;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.repository.files.CopyingInput;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import dev.lifeboat.engine.repository.files.TarFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the tar of one volume, as ContainerPub's scripts made it, into a set, with an index of what is in it. For one use by one thread. */
final class ScriptVolume {

    private static final String CONTROL = "global/pg_control";
    private static final String PID = "postmaster.pid";

    private final String name;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<ByteArrayOutputStream> controls = new ArrayList<>();
    private final Set<String> running = new HashSet<>();
    private long files;
    private long bytes;

    ScriptVolume(String name, Progress progress, Cancellation cancellation) {
        this.name = name;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * @param tar not compressed; read to its end
     * @return empty when it holds the data of a PostgreSQL server that had not been stopped cleanly: then nothing of it is kept
     * @throws IOException when it is cut off or damaged
     */
    Optional<VolumeRecord> into(SetWriter writer, InputStream tar, Instant madeAt) throws IOException {
        try (MemberWriter member = writer.member(MemberPath.ofVolume(name), 3, 0); MemberWriter index = writer.member(MemberPath.ofIndex(name), 3, 0)) {
            TarFiles.walk(new CopyingInput(tar, member), this::openOrNull, entry -> add(entry, index), cancellation);
            boolean stopped = running.isEmpty() && controls.stream().allMatch(control -> DataFolder.isStopped(control.toByteArray()));
            return stopped ? Optional.of(new VolumeRecord(name, member.finish().path(), index.finish().path(), "the tar of ContainerPub's scripts", files, bytes, madeAt, madeAt))
                    : Optional.empty();
        }
    }

    private OutputStream openOrNull(FileEntry entry) {
        if (!entry.path().equals(CONTROL) && !entry.path().endsWith("/" + CONTROL)) {
            return null;
        }
        controls.add(new ByteArrayOutputStream());
        return controls.getLast();
    }

    private void add(FileEntry entry, OutputStream index) throws IOException {
        FileIndex.write(entry, index);
        files++;
        bytes += entry.size();
        progress.item(entry.path());
        if (entry.path().equals(PID) || entry.path().endsWith("/" + PID)) {
            running.add(entry.path());
        }
    }
}
