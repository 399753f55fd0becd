package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.repository.files.FileEntry;
import dev.lifeboat.engine.repository.files.FileIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files of a volume of a set, read from its index as far as one wants to see, in the order of the tar. Holds no more
 * than the part that was asked for last. For one thread at a time.
 */
public final class FileListing implements AutoCloseable {

    private final SetVolumes volumes;
    private final DockerRecord.VolumeRecord volume;
    private final FileIndex.Reader index;
    private boolean ended;
    private long passed;

    FileListing(SetVolumes volumes, DockerRecord.VolumeRecord volume) {
        this.volumes = volumes;
        this.volume = volume;
        try {
            index = volumes.index(volume);
        } catch (IOException e) {
            throw volumes.damaged(volume.index(), e);
        }
    }

    /**
     * The next files that fit. Fewer than {@code limit}, perhaps none, when {@code look} files were passed or the end came.
     *
     * @throws dev.lifeboat.engine.Failure.SetDamaged when the index cannot be read
     */
    public List<FileEntry> next(Predicate<FileEntry> wanted, int limit, int look, Cancellation cancellation) {
        List<FileEntry> found = new ArrayList<>();
        try {
            for (int looked = 0; looked < look && found.size() < limit && !ended; looked++) {
                cancellation.check();
                FileEntry entry = index.nextOrNull();
                ended = entry == null;
                passed += ended ? 0 : 1;
                if (!ended && wanted.test(entry)) {
                    found.add(entry);
                }
            }
            return found;
        } catch (IOException e) {
            throw volumes.damaged(volume.index(), e);
        }
    }

    /** Whether all files were seen. */
    public boolean ended() {
        return ended;
    }

    /** How many files were looked at so far. */
    public long passed() {
        return passed;
    }

    @Override public void close() {
        try {
            index.close();
        } catch (IOException e) {
            throw volumes.damaged(volume.index(), e);
        }
    }
}
