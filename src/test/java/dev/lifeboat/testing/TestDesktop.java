package dev.lifeboat.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A desktop session of a test's own: a bus, and on it what the test asks for. Ends with all of it. */
public final class TestDesktop implements AutoCloseable {

    private final Map<String, String> environment;
    private final Deque<Process> processes = new ArrayDeque<>();

    private TestDesktop(Map<String, String> environment) {
        this.environment = environment;
    }

    /** With a bus only. @param folder short: the address of a socket is limited */
    public static TestDesktop in(Path folder) throws IOException {
        needs("dbus-daemon");
        TestDesktop desktop = new TestDesktop(new HashMap<>(Map.of("PATH", System.getenv("PATH"), "HOME", folder.toString(), "XDG_RUNTIME_DIR", folder.toString())));
        Process bus = desktop.start("dbus-daemon", "--session", "--nofork", "--print-address", "--address=unix:path=" + folder.resolve("bus"));
        desktop.environment.put("DBUS_SESSION_BUS_ADDRESS", firstLine(bus));
        return desktop;
    }

    /** Skips the test when a program is missing. */
    public static void needs(String... programs) {
        for (String program : programs) {
            assumeTrue(Arrays.stream(System.getenv("PATH").split(":")).anyMatch(entry -> Files.isExecutable(Path.of(entry, program))), program + " is not installed");
        }
    }

    /** Of the session's programs. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /** An unlocked GNOME keyring. */
    public TestDesktop withKeyring() throws IOException {
        needs("gnome-keyring-daemon", "secret-tool");
        Process daemon = start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets");
        daemon.getOutputStream().write("login".getBytes(StandardCharsets.UTF_8));
        daemon.getOutputStream().close();
        return this;
    }

    /** A screen that nobody sees, and dunst, which shows notices on it. */
    public TestDesktop withNotices() throws IOException, InterruptedException {
        needs("Xvfb", "dunst", "dunstctl", "notify-send");
        Process screen = start("Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "800x600x24");
        environment.put("DISPLAY", ":" + firstLine(screen));
        start("dunst");
        for (int i = 0; i < 200 && !run("dunstctl", "is-paused").strip().equals("false"); i++) {
            Thread.sleep(50);
        }
        return this;
    }

    /** Runs a program of the session and returns what it prints. */
    public String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        }
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        processes.push(process);
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    @Override public void close() {
        List<Process> all = Stream.generate(processes::poll).takeWhile(process -> process != null).toList();
        for (Process process : all) {
            process.destroy();
            process.onExit().join();
        }
    }
}
