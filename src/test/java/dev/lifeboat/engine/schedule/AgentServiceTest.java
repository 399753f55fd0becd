package dev.lifeboat.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lifeboat.engine.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class AgentServiceTest {

    @TempDir Path home;

    private AgentService service(AgentService.Host host, String program) {
        return AgentService.of(host, new AgentService.Setting(List.of(program), List.of("LIFEBOAT_HOME=/srv/100%/a \"b\""), "ada", home.resolve("config"), home));
    }

    @Test
    void theUnitOfAPerson() {
        AgentService unit = service(AgentService.Host.SYSTEMD_USER, "/opt/life boat/bin/lifeboat");
        assertThat(unit.file()).isEqualTo(home.resolve(".config/systemd/user/lifeboat-agent.service"));
        assertThat(unit.content()).isEqualTo("""
                # Written by lifeboat schedule install; lifeboat schedule uninstall removes it.
                [Unit]
                Description=Lifeboat agent: runs the backup schedules

                [Service]
                ExecStart="/opt/life boat/bin/lifeboat" "agent"
                Environment="LIFEBOAT_HOME=/srv/100%%/a \\"b\\""
                SuccessExitStatus=143
                Restart=on-failure
                RestartSec=30
                RestartPreventExitStatus=11
                TimeoutStopSec=90

                [Install]
                WantedBy=default.target
                """);
        assertThat(unit.begin()).containsExactly(List.of("systemctl", "--user", "daemon-reload"), List.of("systemctl", "--user", "enable", "--now", "lifeboat-agent.service"));
        assertThat(unit.end()).containsExactly(List.of("systemctl", "--user", "disable", "--now", "lifeboat-agent.service"));
    }

    @Test
    void theUnitOfTheComputerRunsAsThePersonAndAfterTheNetwork() {
        assertThat(service(AgentService.Host.SYSTEMD_SYSTEM, "/bin/true").content())
                .contains("User=ada\n", "After=network-online.target docker.service\n", "WantedBy=multi-user.target\n");
    }

    @Test
    void systemdTakesTheUnits() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze here");
        for (AgentService.Host host : List.of(AgentService.Host.SYSTEMD_USER, AgentService.Host.SYSTEMD_SYSTEM)) {
            AgentService unit = AgentService.of(host, new AgentService.Setting(List.of("/bin/true"), List.of("LIFEBOAT_HOME=/srv/100%/a \"b\""), "root", home, home));
            Path file = Files.writeString(home.resolve("lifeboat-agent.service"), unit.content());
            Process verify = new ProcessBuilder("systemd-analyze", "verify", "--man=no", file.toString()).redirectErrorStream(true).start();
            String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            verify.waitFor();
            assertThat(said.lines().filter(line -> line.contains("lifeboat-agent"))).as(said).isEmpty();
        }
    }

    @Test
    void thePropertyListOfLaunchd() {
        AgentService plist = service(AgentService.Host.LAUNCHD, "/Applications/Lifeboat & Co.app/Contents/MacOS/Lifeboat");
        assertThat(plist.content()).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <!-- Written by lifeboat schedule install; lifeboat schedule uninstall removes it. -->
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>Label</key><string>dev.lifeboat.agent</string>
                  <key>ProgramArguments</key>
                  <array>
                    <string>/Applications/Lifeboat &amp; Co.app/Contents/MacOS/Lifeboat</string>
                    <string>agent</string>
                  </array>
                  <key>EnvironmentVariables</key>
                  <dict>
                    <key>LIFEBOAT_HOME</key><string>/srv/100%/a &quot;b&quot;</string>
                  </dict>
                  <key>RunAtLoad</key><true/>
                  <key>KeepAlive</key><dict><key>Crashed</key><true/></dict>
                  <key>ExitTimeOut</key><integer>90</integer>
                </dict>
                </plist>
                """);
    }

    @Test
    void theTaskOfWindows() {
        AgentService task = AgentService.of(AgentService.Host.WINDOWS, new AgentService.Setting(List.of("C:\\Program Files\\Lifeboat\\lifeboat-cli.exe"), List.of(), "ada", home, home));
        assertThat(task.content()).contains("<Exec><Command>C:\\Program Files\\Lifeboat\\lifeboat-cli.exe</Command><Arguments>agent</Arguments></Exec>",
                "<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>", AgentService.MARK);
        assertThat(task.begin().getFirst()).startsWith("schtasks", "/Create", "/F", "/TN", "Lifeboat agent", "/XML");
        assertThat(service(AgentService.Host.WINDOWS, "C:\\lifeboat.bat").content())
                .contains("<Command>cmd.exe</Command><Arguments>/d /s /c &quot;set &quot;LIFEBOAT_HOME=/srv/100%/a &quot;b&quot;&quot;&amp;&amp; C:\\lifeboat.bat agent&quot;</Arguments>");
    }

    /** As plutil -lint reads it: a dict of keys, each followed by its value, and only the types that there are. */
    @Test
    void thePropertyListIsOneAndHoldsWhatWasMeant() throws Exception {
        AgentService plist = service(AgentService.Host.LAUNCHD, "/Applications/Lifeboat & Co.app/<Contents>/Lifeboat");
        Element root = xml(plist.content().getBytes(plist.charset())).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("plist");
        Map<?, ?> values = (Map<?, ?>) value(children(root).getFirst());
        assertThat(values.get("Label")).isEqualTo("dev.lifeboat.agent");
        assertThat(values.get("ProgramArguments")).isEqualTo(List.of("/Applications/Lifeboat & Co.app/<Contents>/Lifeboat", "agent"));
        assertThat(values.get("EnvironmentVariables")).isEqualTo(Map.of("LIFEBOAT_HOME", "/srv/100%/a \"b\""));
        assertThat(values.get("RunAtLoad")).isEqualTo(true);
        assertThat(values.get("KeepAlive")).isEqualTo(Map.of("Crashed", true));
        assertThat(values.get("ExitTimeOut")).isEqualTo(90);
    }

    private static Object value(Element element) {
        return switch (element.getTagName()) {
            case "string" -> element.getTextContent();
            case "integer" -> Integer.parseInt(element.getTextContent());
            case "true" -> true;
            case "false" -> false;
            case "array" -> children(element).stream().map(AgentServiceTest::value).toList();
            case "dict" -> {
                List<Element> all = children(element);
                assertThat(all.size() % 2).as("each key has a value").isZero();
                Map<String, Object> dict = new LinkedHashMap<>();
                for (int i = 0; i < all.size(); i += 2) {
                    assertThat(all.get(i).getTagName()).isEqualTo("key");
                    dict.put(all.get(i).getTextContent(), value(all.get(i + 1)));
                }
                yield dict;
            }
            default -> throw new AssertionError(element.getTagName() + " is no type of a property list");
        };
    }

    private static List<Element> children(Element element) {
        List<Element> all = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element one) {
                all.add(one);
            }
        }
        return all;
    }

    private static Document xml(byte[] content) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(content));
    }

    /** By a schema of the elements that are used, in the order that Microsoft's task scheduler schema (MS-TSCH) asks for. */
    @Test
    void theTaskFollowsTheSchemaOfTasks() throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(AgentServiceTest.class.getResource("task.xsd"));
        for (List<String> environment : List.of(List.<String>of(), List.of("LIFEBOAT_HOME=C:\\backups & more\\<x>"))) {
            AgentService task = AgentService.of(AgentService.Host.WINDOWS,
                    new AgentService.Setting(List.of("C:\\Program Files\\Lifeboat & Co\\lifeboat-cli.exe"), environment, "ada & co", home, home));
            schema.newValidator().validate(new StreamSource(new ByteArrayInputStream(task.content().getBytes(task.charset()))));
            Document read = xml(task.content().getBytes(task.charset()));
            assertThat(read.getElementsByTagName("UserId").item(0).getTextContent()).isEqualTo("ada & co");
            String command = read.getElementsByTagName("Command").item(0).getTextContent();
            assertThat(command).isEqualTo(environment.isEmpty() ? "C:\\Program Files\\Lifeboat & Co\\lifeboat-cli.exe" : "cmd.exe");
        }
    }

    @Test
    void installAndUninstallTouchOnlyOurOwnFile() throws IOException {
        Path file = home.resolve("unit/agent");
        AgentService service = new AgentService(file, "# " + AgentService.MARK + "\n", StandardCharsets.UTF_8, List.of(List.of("true")), List.of(List.of("true")), "");
        assertThat(service.uninstall()).isFalse();
        service.install();
        service.install();
        assertThat(service.isInstalled()).isTrue();
        assertThat(service.uninstall()).isTrue();
        assertThat(file).doesNotExist();
        Files.writeString(file, "somebody else's");
        assertThatThrownBy(service::install).isInstanceOf(Failure.BadInput.class).hasMessageContaining("was not written by Lifeboat");
        assertThatThrownBy(service::uninstall).isInstanceOf(Failure.BadInput.class);
        assertThat(file).hasContent("somebody else's");
    }

    @Test
    void aSystemThatDoesNotTakeItSaysWhichCommandFailed() {
        AgentService service = new AgentService(home.resolve("agent"), AgentService.MARK, StandardCharsets.UTF_8, List.of(List.of("false", "--now")), List.of(List.of("false")), "");
        assertThatThrownBy(service::install).isInstanceOfSatisfying(Failure.ToolFailed.class, failed -> assertThat(failed.hints()).contains("Run it yourself: false --now"));
        assertThatThrownBy(service::uninstall).isInstanceOf(Failure.ToolFailed.class);
        assertThat(home.resolve("agent")).doesNotExist();
    }

    @Test
    void crontabLinesAreTheCommandsThemselves() {
        Schedule nightly = new Schedule("nightly", "shop", Action.BACKUP_DATABASE, Cron.parse("0 2 * * *"), ZoneId.of("Europe/Berlin"), Duration.ZERO, Instant.EPOCH);
        Schedule weekly = new Schedule("weekly", "shop", Action.VERIFY, Cron.parse("30 3 * * 0"), ZoneId.of("UTC"), Duration.ZERO, Instant.EPOCH);
        assertThat(Crontab.of(List.of(nightly, weekly), List.of("/opt/life boat/100%/lifeboat"), List.of("LIFEBOAT_HOME=/srv/lb"), ZoneId.of("Europe/Berlin"))).isEqualTo("""
                # Lifeboat's schedules. Add them with: crontab -e
                LIFEBOAT_HOME=/srv/lb
                # nightly
                0 2 * * * '/opt/life boat/100\\%/lifeboat' backup database --stack shop
                # weekly, by the clock of UTC: cron goes by that of Europe/Berlin, unless it knows CRON_TZ
                30 3 * * 0 '/opt/life boat/100\\%/lifeboat' schedule run weekly
                """);
    }
}
