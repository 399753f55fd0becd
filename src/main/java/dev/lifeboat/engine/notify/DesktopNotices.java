package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notices of the desktop, through the command that comes with it: {@code notify-send} of libnotify (Desktop Notifications
 * Specification) on Linux, {@code osascript} on macOS, PowerShell on Windows. The text is given as an argument or in the
 * environment; it is part of no script.
 */
public final class DesktopNotices {

    private static final int PATIENCE_SECONDS = 30;

    /** Toasts need the name of a program that Windows knows: PowerShell's own. */
    private static final String WINDOWS = """
            $ErrorActionPreference = 'Stop'
            [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime] | Out-Null
            $xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType]::ToastText02)
            $texts = $xml.GetElementsByTagName('text')
            $texts.Item(0).AppendChild($xml.CreateTextNode($env:LIFEBOAT_NOTICE_TITLE)) | Out-Null
            $texts.Item(1).AppendChild($xml.CreateTextNode($env:LIFEBOAT_NOTICE_TEXT)) | Out-Null
            $app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
            [Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show([Windows.UI.Notifications.ToastNotification]::new($xml))
            """;

    private enum System { LINUX, MAC, WINDOWS }

    private final System system;
    private final Map<String, String> environment;

    /** @param environment of the person's session: PATH, and on Linux the address of the session's bus */
    public DesktopNotices(String osName, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        system = os.startsWith("windows") ? System.WINDOWS : os.startsWith("mac") ? System.MAC : System.LINUX;
        this.environment = Map.copyOf(environment);
    }

    /** Why no notice can be shown here; empty when it can, as far as one can tell without trying. */
    public Optional<String> whyNot() {
        if (system != System.LINUX) {
            return Optional.empty();
        }
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty() && (runtime.isEmpty() || !Files.exists(Path.of(runtime, "bus")))) {
            return Optional.of("There is no desktop session here.");
        }
        boolean there = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "notify-send")));
        return there ? Optional.empty() : Optional.of("The command notify-send is missing (Debian: libnotify-bin).");
    }

    /** Shows a notice. @throws Failure.ToolFailed saying why it was not shown */
    void show(Notice notice) throws InterruptedException {
        Optional<String> why = whyNot();
        if (why.isPresent()) {
            throw new Failure.ToolFailed("A notice of the desktop cannot be shown. " + why.get(), "", null,
                    "The agent shows notices only in the session of the person who runs it.");
        }
        switch (system) {
            case LINUX -> run(Map.of(), List.of("notify-send", "--app-name=Lifeboat", "--urgency=" + (notice.bad() ? "critical" : "normal"), "--icon=dialog-information",
                    "--", notice.title(), body(notice.text())));
            case MAC -> run(Map.of(), List.of("osascript", "-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)", "-e", "end run",
                    notice.title(), notice.text()));
            case WINDOWS -> run(Map.of("LIFEBOAT_NOTICE_TITLE", notice.title(), "LIFEBOAT_NOTICE_TEXT", notice.text()),
                    List.of("powershell.exe", "-NoProfile", "-NonInteractive", "-Command", WINDOWS));
        }
    }

    /** The body is markup to the desktop, and notify-send takes a backslash for the beginning of an escape. */
    private static String body(String text) {
        return text.replace("\\", "\\\\").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void run(Map<String, String> more, List<String> command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        try {
            Path said = Files.createTempFile("lifeboat-notice", ".txt");
            try {
                Process process = builder.redirectOutput(said.toFile()).start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw failed("the desktop does not answer", null);
                }
                if (process.exitValue() != 0) {
                    String words = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
                    throw failed(words.isEmpty() ? command.getFirst() + " ended with " + process.exitValue() : words, null);
                }
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw failed(e.getMessage(), e);
        }
    }

    private static Failure.ToolFailed failed(String problem, IOException causeOrNull) {
        return new Failure.ToolFailed("The desktop did not show the notice: " + problem + (problem.endsWith(".") ? "" : "."), problem, causeOrNull,
                "Is a desktop running here, and does it show notifications?");
    }
}
