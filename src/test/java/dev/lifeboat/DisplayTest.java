package dev.lifeboat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DisplayTest {

    @Test
    void theHeadlessPlatformNeedsNoDisplay() {
        String before = System.getProperty("glass.platform", "");
        try {
            System.setProperty("glass.platform", "Headless");
            assertThat(Display.problem(Map.of())).isEmpty();
        } finally {
            System.setProperty("glass.platform", before);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems have no X display")
    void aDisplayThatIsNotSetOrDoesNotAnswerIsNamed() {
        String before = System.getProperty("glass.platform", "");
        try {
            System.setProperty("glass.platform", "");
            assertThat(Display.problem(Map.of())).hasValueSatisfying(text -> assertThat(text).startsWith("There is no display here"));
            assertThat(Display.problem(Map.of("DISPLAY", ":9977"))).hasValueSatisfying(text -> assertThat(text).startsWith("The display :9977 cannot be opened"));
            assertThat(Display.problem(Map.of("DISPLAY", "127.0.0.1:3977.0"))).isPresent();
            assertThat(Display.problem(Map.of("WAYLAND_DISPLAY", "wayland-0"))).isEmpty();
        } finally {
            System.setProperty("glass.platform", before);
        }
    }
}
