package dev.lifeboat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a window can be opened here. JavaFX would wait for ever on an X server that is not there, so this looks first. */
final class Display {

    private static final Pattern NAME = Pattern.compile("(?<host>[^:]*):(?<number>\\d{1,4})(?:\\.\\d+)?");
    private static final int FIRST_X_PORT = 6000;
    private static final int PATIENCE_MILLIS = 3000;

    private Display() {}

    /** Why no window can be opened, one sentence; empty when it can be tried. */
    static Optional<String> problem(Map<String, String> environment) {
        boolean linux = System.getProperty("os.name").equals("Linux");
        if (!linux || "Headless".equals(System.getProperty("glass.platform"))) {
            return Optional.empty();
        }
        String name = environment.getOrDefault("DISPLAY", "");
        if (name.isEmpty()) {
            return environment.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
                    ? Optional.of("There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).") : Optional.empty();
        }
        Matcher parts = NAME.matcher(name);
        return parts.matches() && !answers(parts.group("host"), Integer.parseInt(parts.group("number")))
                ? Optional.of("The display " + name + " cannot be opened (DISPLAY names it, but nothing answers there).") : Optional.empty();
    }

    private static boolean answers(String host, int number) {
        if (host.isEmpty() || host.equals("unix")) {
            return Files.exists(Path.of("/tmp/.X11-unix/X" + number));
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, FIRST_X_PORT + number), PATIENCE_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
