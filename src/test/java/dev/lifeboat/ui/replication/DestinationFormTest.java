package dev.lifeboat.ui.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.replication.Destination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationFormTest {
    @Test
    void whatIsTypedBecomesADestination() {
        assertThat(form(" usb-1 ", " /mnt/usb/../disk ").destination(List.of()))
                .contains(new Destination("usb-1", Path.of("/mnt/disk"), Optional.of("shop")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "1disk", "Disk", "my disk", "-a", "a/b", "ä", "a1234567890123456789012345678901234567890"})
    void anUnusableNameIsAProblem(String name) {
        assertThat(form(name, "/mnt").nameProblem(List.of())).isPresent();
        assertThat(form(name, "/mnt").destination(List.of())).isEmpty();
    }

    @Test
    void aNameOfFortyCharactersIsUsable() {
        assertThat(form("a" + "1".repeat(39), "/mnt").nameProblem(List.of())).isEmpty();
    }

    @Test
    void aTakenNameIsAProblem() {
        assertThat(form("usb", "/mnt").nameProblem(List.of("nas", "usb"))).contains("There is a destination called usb already.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "relative/folder", "nul\0"})
    void anUnusableFolderIsAProblem(String folder) {
        assertThat(form("usb", folder).folderProblem()).isPresent();
        assertThat(form("usb", folder).destination(List.of())).isEmpty();
    }

    private static DestinationForm form(String name, String folder) {
        return new DestinationForm(name, folder, Optional.of("shop"));
    }
}
