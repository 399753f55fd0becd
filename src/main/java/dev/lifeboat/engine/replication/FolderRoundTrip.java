package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sizes;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The round trip to a folder, step by step; ends at the first step that fails. */
final class FolderRoundTrip {

    private static final int TEST_BYTES = 1 << 20;

    private final Repository from;
    private final Destination destination;
    private final Path folder;
    private final FolderSite site;
    private final List<Check> checks = new ArrayList<>();

    FolderRoundTrip(Repository from, Destination destination, Path folder) {
        this.from = from;
        this.destination = destination;
        this.folder = folder;
        site = new FolderSite(from, destination, folder);
    }

    List<Check> checks() {
        try {
            if (isApart() && isOurs()) {
                writesAndReadsBack();
                freeSpace();
                otherDisk();
            }
        } catch (IOException e) {
            failed("Round trip", AtomicFile.failed("The round trip to " + folder + " failed", e));
        } catch (Failure e) {
            failed("Round trip", e);
        }
        return List.copyOf(checks);
    }

    private void failed(String name, Failure failure) {
        checks.add(Check.fail(name, failure.getMessage(), failure.hints().toArray(String[]::new)));
    }

    private boolean isApart() throws IOException {
        Optional<String> overlap = site.overlap();
        overlap.ifPresent(why -> checks.add(Check.fail("Place", why, "Choose a folder elsewhere, best on another disk or host.")));
        return overlap.isEmpty();
    }

    private boolean isOurs() throws IOException {
        boolean there = Files.isDirectory(folder);
        boolean makes = site.isNew() && site.canBeMade();
        try {
            Path made = site.prepare().folder();
            checks.add(Check.ok("Folder", made + (!makes ? " is there and ours." : there ? " was empty; it is ours now." : " was made.")));
            return true;
        } catch (Failure.NoRepository e) {
            failed("Folder", e);
            return false;
        }
    }

    private void writesAndReadsBack() throws IOException {
        byte[] bytes = new byte[TEST_BYTES];
        new Random().nextBytes(bytes);
        Path aside = Files.createTempFile(folder, ".lifeboat-test", ".partial");
        Path file = aside.resolveSibling(aside.getFileName().toString().replace(".partial", ".tmp"));
        try {
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.syncFolder(folder);
            checks.add(Arrays.equals(Files.readAllBytes(file), bytes)
                    ? Check.ok("Round trip", "1 MiB was written, renamed, read back and deleted.")
                    : Check.fail("Round trip", "1 MiB was written, but other bytes came back.", "Do not use this disk."));
        } finally {
            Files.deleteIfExists(aside);
            Files.deleteIfExists(file);
        }
    }

    private void freeSpace() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        List<BackupSet> sets = from.list().sets().stream().filter(destination::wants).toList();
        long newest = sets.isEmpty() ? 0 : sets.getFirst().manifest().sizeBytes();
        String sentence = Sizes.inWords(free) + " free; the newest set has " + Sizes.inWords(newest) + ".";
        checks.add(free > 2 * newest ? Check.ok("Free space", sentence)
                : free > newest ? Check.warn("Free space", sentence, "Free some space there soon.")
                : Check.fail("Free space", sentence, "Free some space there, or choose a larger disk."));
    }

    private void otherDisk() throws IOException {
        checks.add(site.isOnSameDisk()
                ? Check.warn("Other disk", folder + " is on the same disk as the repository: one failure takes both.",
                        "Choose a folder on another disk, or a mounted share.")
                : Check.ok("Other disk", "It is not on the disk of the repository."));
    }
}
