package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place elsewhere that files are copied to, each under its path: forward slashes, relative to the place. Whoever cannot
 * be reached any more, refuses or has no space left throws the {@link dev.lifeboat.engine.Failure} that says so; what was
 * sent before stays. For one thread at a time.
 */
public interface Place extends AutoCloseable {

    /**
     * A file there.
     * @param modified by the clock of the place, or the time the file had here; to the second
     */
    record Entry(String path, long sizeBytes, Instant modified) {}

    /** How one gets there, step by step, for a test: resolving, connecting, logging in, and what else only this kind does. */
    List<Trial> trials();

    /** Everything that lies there; nothing when the place does not exist yet. */
    List<Entry> list(Cancellation cancellation);

    /**
     * Sends files. What an earlier try has sent of them is taken up. The folder of the place is made when only its last
     * part is missing.
     *
     * @param from  the folder here that the paths are relative to
     * @param anew  also those that lie there with the same size and time
     * @return bytes that had to be sent
     */
    long put(Path from, Collection<String> paths, boolean anew, Progress progress, Cancellation cancellation);

    /** Fetches files, which replace what lies here; what an earlier try has fetched is taken up. Paths that are not there are left out. */
    void get(Collection<String> paths, Path into, Progress progress, Cancellation cancellation);

    /** A piece of a file; shorter at its end. */
    byte[] read(String path, long offset, int length, Cancellation cancellation);

    /** The SHA-256 of what lies there, read now; paths that are not there are missing in the answer. */
    Map<String, String> hashes(Collection<String> paths, Progress progress, Cancellation cancellation);

    /**
     * Which of the files that were put do not lie there as they should, found with the best that the place has for it.
     *
     * @param from   the folder here that they were put from
     * @param wanted the SHA-256 of each path
     */
    Set<String> differing(Path from, Map<String, String> wanted, Progress progress, Cancellation cancellation);

    /** Deletes files, and folders with all that lies in them. Paths that are not there are no failure. */
    void delete(Collection<String> paths, Cancellation cancellation);

    @Override
    void close();
}
