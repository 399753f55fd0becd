package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent as a service of the operating system: one file, and the commands that make it take effect. Immutable.
 *
 * @param begin what to run after the file was written
 * @param end   what to run before it is removed
 * @param note  what else a person should know, may be empty
 */
public record AgentService(Path file, String content, Charset charset, List<List<String>> begin, List<List<String>> end, String note) {

    /** In the first lines of each file of ours: what does not have it is not touched. */
    static final String MARK = "Written by lifeboat schedule install; lifeboat schedule uninstall removes it.";

    /** Who would run the agent. */
    public enum Host { SYSTEMD_USER, SYSTEMD_SYSTEM, LAUNCHD, WINDOWS }

    /**
     * What the agent is started with.
     *
     * @param program       the words of the command line that is Lifeboat
     * @param environment   what must be set for it: name=value
     * @param user          the account of a service for the whole computer
     * @param configuration where the Windows task's file is kept
     * @param home          of the person
     */
    public record Setting(List<String> program, List<String> environment, String user, Path configuration, Path home) {}

    /** The service for a kind of system; nothing is written yet. */
    public static AgentService of(Host host, Setting setting) {
        return switch (host) {
            case SYSTEMD_USER -> systemd(setting, setting.home().resolve(".config/systemd/user"), List.of("systemctl", "--user"), "",
                    "A service of a person ends when that person logs out. To keep it running: loginctl enable-linger " + setting.user());
            case SYSTEMD_SYSTEM -> systemd(setting, Path.of("/etc/systemd/system"), List.of("systemctl"), "User=" + setting.user() + "\n", "");
            case LAUNCHD -> launchd(setting);
            case WINDOWS -> windows(setting);
        };
    }

    private static AgentService systemd(Setting setting, Path folder, List<String> systemctl, String user, String note) {
        boolean system = !user.isEmpty();
        StringBuilder text = new StringBuilder("# " + MARK + "\n[Unit]\nDescription=Lifeboat agent: runs the backup schedules\n");
        text.append(system ? "Wants=network-online.target\nAfter=network-online.target docker.service\n" : "").append("\n[Service]\n").append(user);
        text.append("ExecStart=").append(String.join(" ", words(setting).stream().map(word -> quoted(word).replace("$", "$$")).toList())).append('\n');
        setting.environment().forEach(one -> text.append("Environment=").append(quoted(one)).append('\n'));
        // 143: ended by SIGTERM, as the JVM says it. 11: there is an agent already, so another try is of no use.
        text.append("SuccessExitStatus=143\nRestart=on-failure\nRestartSec=30\nRestartPreventExitStatus=11\nTimeoutStopSec=90\n\n[Install]\nWantedBy=")
                .append(system ? "multi-user.target" : "default.target").append('\n');
        String unit = "lifeboat-agent.service";
        return new AgentService(folder.resolve(unit), text.toString(), StandardCharsets.UTF_8,
                List.of(with(systemctl, "daemon-reload"), with(systemctl, "enable", "--now", unit)), List.of(with(systemctl, "disable", "--now", unit)), note);
    }

    /** systemd.syntax(7): C quotes; systemd.unit(5): a percent sign is doubled. */
    private static String quoted(String word) {
        return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%") + '"';
    }

    private static AgentService launchd(Setting setting) {
        StringBuilder text = new StringBuilder("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- %s -->
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>Label</key><string>dev.lifeboat.agent</string>
                  <key>ProgramArguments</key>
                  <array>
                """.formatted(MARK));
        words(setting).forEach(word -> text.append("    <string>").append(xml(word)).append("</string>\n"));
        text.append("  </array>\n");
        if (!setting.environment().isEmpty()) {
            text.append("  <key>EnvironmentVariables</key>\n  <dict>\n");
            setting.environment().forEach(one -> text.append("    <key>").append(xml(one.substring(0, one.indexOf('=')))).append("</key><string>")
                    .append(xml(one.substring(one.indexOf('=') + 1))).append("</string>\n"));
            text.append("  </dict>\n");
        }
        text.append("""
                  <key>RunAtLoad</key><true/>
                  <key>KeepAlive</key><dict><key>Crashed</key><true/></dict>
                  <key>ExitTimeOut</key><integer>90</integer>
                </dict>
                </plist>
                """);
        Path file = setting.home().resolve("Library/LaunchAgents/dev.lifeboat.agent.plist");
        return new AgentService(file, text.toString(), StandardCharsets.UTF_8,
                List.of(List.of("launchctl", "load", "-w", file.toString())), List.of(List.of("launchctl", "unload", "-w", file.toString())), "");
    }

    private static AgentService windows(Setting setting) {
        List<String> words = new ArrayList<>(words(setting));
        String arguments = String.join(" ", words.subList(1, words.size()).stream().map(AgentService::windowsQuoted).toList());
        String command = words.getFirst();
        if (!setting.environment().isEmpty()) {
            // A task has no environment of its own.
            arguments = "/d /s /c \"" + String.join("", setting.environment().stream().map(one -> "set \"" + one + "\"&& ").toList())
                    + windowsQuoted(command) + " " + arguments + "\"";
            command = "cmd.exe";
        }
        // One person's: a task for whoever logs in could only be made by an administrator.
        String user = xml(setting.user());
        String text = """
                <?xml version="1.0" encoding="UTF-16"?>
                <!-- %s -->
                <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
                  <RegistrationInfo><Description>Lifeboat agent: runs the backup schedules</Description></RegistrationInfo>
                  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>%s</UserId></LogonTrigger></Triggers>
                  <Principals>
                    <Principal id="Author"><UserId>%s</UserId><LogonType>InteractiveToken</LogonType><RunLevel>LeastPrivilege</RunLevel></Principal>
                  </Principals>
                  <Settings>
                    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
                    <RestartOnFailure><Interval>PT1M</Interval><Count>10</Count></RestartOnFailure>
                  </Settings>
                  <Actions Context="Author"><Exec><Command>%s</Command><Arguments>%s</Arguments></Exec></Actions>
                </Task>
                """.formatted(MARK, user, user, xml(command), xml(arguments));
        Path file = setting.configuration().resolve("agent-task.xml");
        String name = "Lifeboat agent";
        return new AgentService(file, text, StandardCharsets.UTF_16,
                List.of(List.of("schtasks", "/Create", "/F", "/TN", name, "/XML", file.toString()), List.of("schtasks", "/Run", "/TN", name)),
                List.of(List.of("schtasks", "/End", "/TN", name), List.of("schtasks", "/Delete", "/F", "/TN", name)), "It begins when you log in.");
    }

    private static String windowsQuoted(String word) {
        return word.matches("[\\w.:/\\\\=-]+") ? word : '"' + word + '"';
    }

    private static List<String> words(Setting setting) {
        return with(setting.program(), "agent");
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** Whether our file is there. @throws Failure.StorageFailed when it cannot be read */
    public boolean isInstalled() {
        try {
            return new String(Files.readAllBytes(file), charset).contains(MARK);
        } catch (NoSuchFileException _) {
            return false;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /**
     * Writes the file and makes it take effect.
     * @throws Failure.BadInput   when a file of that name is there that is not ours
     * @throws Failure.ToolFailed when the system's own command fails; the file stays
     */
    public void install() {
        if (Files.exists(file) && !isInstalled()) {
            throw new Failure.BadInput(file + " is there and was not written by Lifeboat; it is left as it is.", "Move it away, then install again.");
        }
        AtomicFile.write(file, content.getBytes(charset));
        begin.forEach(AgentService::call);
    }

    /**
     * Stops the service and removes the file, when it is ours.
     * @return false when there was none
     * @throws Failure.BadInput when the file there is not ours
     */
    public boolean uninstall() {
        if (!Files.exists(file)) {
            return false;
        }
        if (!isInstalled()) {
            throw new Failure.BadInput(file + " was not written by Lifeboat; it is left as it is.");
        }
        Failure.ToolFailed failed = null;
        for (List<String> command : end) {
            try {
                call(command);
            } catch (Failure.ToolFailed e) {
                failed = e; // the file goes all the same, or it would start the agent again at the next boot
            }
        }
        try {
            Files.delete(file);
            AtomicFile.syncFolder(file.getParent());
        } catch (IOException e) {
            throw AtomicFile.failed("Could not remove " + file, e);
        }
        if (failed != null) {
            throw failed;
        }
        return true;
    }

    private static void call(List<String> command) {
        String line = String.join(" ", command);
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            int code = process.waitFor();
            if (code != 0) {
                throw new Failure.ToolFailed("The system did not take it: " + line + " ended with " + code + ".", output, null, "Run it yourself: " + line);
            }
        } catch (IOException e) {
            throw new Failure.ToolFailed("The system has no such command: " + line, "", e, "Is this system run by systemd, launchd or Windows? Otherwise see: lifeboat schedule install --crontab");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted while waiting for: " + line);
        }
    }
}
