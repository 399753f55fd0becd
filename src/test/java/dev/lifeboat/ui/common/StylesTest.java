package dev.lifeboat.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StylesTest {
    private static final Path STYLES = Path.of("src/main/resources/dev/lifeboat/styles");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{3,8}\\b(?!\\s*[{,>.:])|rgba?\\(|hsba?\\(");
    private static final Pattern DEFINITION = Pattern.compile("(-[a-z][a-z0-9-]*):\\s*([^;]+);");

    @Test
    void coloursAreNamedInOneFileOnly() throws IOException {
        try (var files = Files.list(STYLES)) {
            for (var file : files.filter(path -> !path.endsWith("tokens.css")).toList()) {
                assertThat(COLOUR.matcher(Files.readString(file)).results().map(match -> match.group())).as(file.toString()).isEmpty();
            }
        }
    }

    /** The least contrast is that of WCAG 2.1, success criterion 1.4.3. */
    @ParameterizedTest
    @CsvSource({
        "-lb-environment-text, -lb-environment-development", "-lb-environment-text, -lb-environment-staging",
        "-lb-environment-text, -lb-environment-production", "-lb-good, -lb-good-bg", "-lb-warning, -lb-warning-bg",
        "-lb-bad, -lb-bad-bg", "-lb-running, -lb-running-bg", "-color-fg-default, -lb-neutral-bg", "-color-fg-muted, -color-bg-default",
        "-color-fg-muted, -lb-side-bg", "-color-fg-default, -lb-bad-bg", "-lb-sql-key, -lb-sql-current", "-lb-sql-type, -lb-sql-current", "-lb-sql-string, -lb-sql-current",
        "-lb-sql-number, -lb-sql-current", "-lb-sql-comment, -lb-sql-current", "-color-fg-default, -lb-sql-current", "-color-accent-fg, -color-accent-subtle"})
    void textCanBeReadInBothThemes(String text, String surface) throws IOException {
        for (var theme : List.of(new PrimerLight(), new PrimerDark())) {
            var colours = colours(theme);
            var below = colour("-color-bg-default", colours);
            assertThat(contrast(over(colour(text, colours), below), over(colour(surface, colours), below)))
                    .as("%s on %s in %s", text, surface, theme.getName()).isGreaterThanOrEqualTo(4.5);
        }
    }

    private static Map<String, String> colours(Theme theme) throws IOException {
        var found = new HashMap<String, String>();
        try (var css = Theme.class.getResourceAsStream(Path.of(theme.getUserAgentStylesheet()).getFileName().toString())) {
            var text = new String(css.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            DEFINITION.matcher(text.substring(0, text.indexOf('}'))).results().forEach(match -> found.put(match.group(1), match.group(2).strip()));
        }
        DEFINITION.matcher(Files.readString(STYLES.resolve("tokens.css"))).results().forEach(match -> found.put(match.group(1), match.group(2).strip()));
        return found;
    }

    private static Color colour(String name, Map<String, String> colours) {
        var value = colours.get(name);
        assertThat(value).as(name).isNotNull();
        return value.startsWith("-") ? colour(value, colours) : Color.web(value);
    }

    private static Color over(Color top, Color below) {
        return below.interpolate(Color.color(top.getRed(), top.getGreen(), top.getBlue()), top.getOpacity());
    }

    private static double contrast(Color one, Color other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(Color colour) {
        return 0.2126 * linear(colour.getRed()) + 0.7152 * linear(colour.getGreen()) + 0.0722 * linear(colour.getBlue());
    }

    private static double linear(double channel) {
        return channel <= 0.03928 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
