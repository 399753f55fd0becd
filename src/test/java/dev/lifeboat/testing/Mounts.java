package dev.lifeboat.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Small and read-only file systems, where the tests may mount: as root on Linux. */
public final class Mounts {

    private Mounts() {}

    /** @param size as mount takes it: {@code 4m} */
    public static boolean tmpfs(Path at, String size) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + size, "lifeboat-test", at.toString());
    }

    /** The same files at another place, where they cannot be written. */
    public static boolean readOnlyView(Path of, Path at) throws IOException, InterruptedException {
        return run("mount", "--bind", of.toString(), at.toString()) && run("mount", "-o", "remount,bind,ro", at.toString());
    }

    public static void unmount(Path at) throws IOException, InterruptedException {
        if (!run("umount", "-l", at.toString())) {
            throw new IOException("could not unmount " + at);
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            if (command[0].equals("mount")) {
                return false; // no such program on this platform
            }
            throw e;
        }
    }
}
