package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Whether others than the owner may change what lies in a folder, where the file system knows that. */
final class WorldWritable {

    private WorldWritable() {}

    static boolean is(Path folder) {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return false;
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(folder);
            return mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the mode of " + folder, e);
        }
    }
}
