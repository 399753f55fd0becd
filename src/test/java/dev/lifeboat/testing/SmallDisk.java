package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of its own, as full as a test wants it; where the tests may mount: as root on Linux. It is gone when this is closed. */
public final class SmallDisk implements AutoCloseable {

    /** What a file takes at least. */
    public static final int PAGE = 4096;

    private final Path folder;
    private final Path ballast;
    private boolean mounted = true;

    private SmallDisk(Path folder) {
        this.folder = folder;
        ballast = folder.resolve("ballast");
    }

    /** @param at an empty folder, or a new one; the test is skipped where nothing can be mounted */
    public static SmallDisk mount(Path at, int pages) throws IOException, InterruptedException {
        Files.createDirectories(at);
        assumeTrue(Mounts.tmpfs(at, (long) pages * PAGE + ""), "a small file system can be mounted by root on Linux only");
        return new SmallDisk(at);
    }

    public Path folder() {
        return folder;
    }

    /** Fills it until only so many pages are free. */
    public void leave(int pages) throws IOException {
        empty();
        byte[] page = new byte[PAGE];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (long left = Files.getFileStore(folder).getUsableSpace() / PAGE - pages; left > 0; left--) {
                out.write(page);
            }
        }
    }

    /** What filled it is gone. */
    public void empty() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /** Takes it away, as a disk that is pulled out: what is open stays usable, the folder is empty again. */
    public void vanish() throws IOException {
        try {
            Mounts.unmount(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        mounted = false;
    }

    @Override public void close() throws IOException {
        if (mounted) {
            vanish();
        }
    }
}
