package dev.lifeboat.engine.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.testing.TestDesktop;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On a real desktop: a bus, a screen that nobody sees, and dunst as the one that shows notices. */
@Timeout(120)
class DesktopNoticesTest {

    @TempDir Path folder;

    private static Notice failed(String text) {
        return new Notice(Notice.Event.FAILED, "nightly", "shop", text, Instant.parse("2026-11-22T02:00:05Z"));
    }

    @Test
    void whatIsShownIsTheTextAsItIs() throws Exception {
        try (TestDesktop desktop = TestDesktop.in(folder).withNotices()) {
            DesktopNotices notices = new DesktopNotices("Linux", desktop.environment());
            assertThat(notices.whyNot()).isEmpty();
            notices.show(failed("--urgency=low $(touch /tmp/x) <b>not bold</b> & C:\\new \"größe\""));
            JsonNode shown = JsonMapper.shared().readTree(desktop.run("dunstctl", "history"));
            for (int i = 0; i < 100 && shown.get("data").get(0).isEmpty(); i++) {
                desktop.run("dunstctl", "close-all");
                Thread.sleep(50);
                shown = JsonMapper.shared().readTree(desktop.run("dunstctl", "history"));
            }
            JsonNode one = shown.get("data").get(0).get(0);
            assertThat(one.get("appname").get("data").asString()).isEqualTo("Lifeboat");
            assertThat(one.get("summary").get("data").asString()).isEqualTo("Lifeboat: nightly of shop failed");
            assertThat(one.get("body").get("data").asString()).isEqualTo("--urgency=low $(touch /tmp/x) &lt;b&gt;not bold&lt;/b&gt; &amp; C:\\new \"größe\"");
        }
    }

    @Test
    void whereNothingCanBeShownTheReasonIsSaid() throws Exception {
        assertThat(new DesktopNotices("Linux", Map.of()).whyNot()).contains("There is no desktop session here.");
        assertThat(new DesktopNotices("Linux", Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", "PATH", folder.toString())).whyNot())
                .contains("The command notify-send is missing (Debian: libnotify-bin).");
        assertThatThrownBy(() -> new DesktopNotices("Linux", Map.of()).show(failed("x"))).isInstanceOf(Failure.ToolFailed.class)
                .hasMessage("A notice of the desktop cannot be shown. There is no desktop session here.");
        try (TestDesktop desktop = TestDesktop.in(folder)) {
            TestDesktop.needs("notify-send");
            assertThatThrownBy(() -> new DesktopNotices("Linux", desktop.environment()).show(failed("x"))).isInstanceOf(Failure.ToolFailed.class)
                    .hasMessageStartingWith("The desktop did not show the notice: ");
        }
    }
}
