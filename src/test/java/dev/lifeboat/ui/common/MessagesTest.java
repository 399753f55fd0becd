package dev.lifeboat.ui.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads the sources and the texts: none missing, none unused, none twice. */
class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/lifeboat/ui");
    private static final Path TEXTS = Path.of("src/main/resources/dev/lifeboat/messages.properties");
    /** What looks like a key in a string literal: {@code "backups.empty"}, or its beginning: {@code "backups.state."}. */
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][A-Za-z0-9_-]*\\.[A-Za-z0-9_.-]*)\"");
    /** A key in place; what is put together from a beginning ends with a point and is left to LITERAL. */
    private static final Pattern CALL = Pattern.compile("\\bMessages\\s*\\.\\s*text\\(\\s*\"([^\"]*[^.\"])\"\\s*[,)]");

    @Test
    void everyTextThatIsAskedForIsThere() throws IOException {
        var asked = CALL.matcher(sources()).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(50);
        asked.removeAll(new HashSet<>(keys()));
        assertThat(asked).as("keys that are used and have no text").isEmpty();
    }

    @Test
    void everyTextIsUsed() throws IOException {
        Set<String> literals = LITERAL.matcher(sources()).results().map(match -> match.group(1)).collect(Collectors.toSet());
        var beginnings = literals.stream().filter(literal -> literal.endsWith(".")).toList();
        var bare = Pattern.compile("\"([a-z][A-Za-z0-9]*)\"").matcher(sources()).results().map(match -> match.group(1)).collect(Collectors.toSet());
        var unused = keys().stream()
                .filter(key -> !literals.contains(key))
                .filter(key -> beginnings.stream().noneMatch(beginning -> key.startsWith(beginning) && knownEnd(key, beginning, bare)))
                .filter(key -> literals.stream().noneMatch(literal -> key.equals(literal + ".title") || key.equals(literal + ".sentence")))
                .toList();
        assertThat(unused).as("texts that nothing uses").isEmpty();
    }

    /** The rest of a key that is put together is the name of a constant of an enum, or a word that stands in the sources. */
    private static boolean knownEnd(String key, String beginning, Set<String> bare) {
        String end = key.substring(beginning.length());
        return bare.contains(end) || !end.contains(".");
    }

    @Test
    void noKeyIsWrittenTwice() throws IOException {
        var seen = new HashSet<String>();
        assertThat(keys().stream().filter(key -> !seen.add(key))).isEmpty();
    }

    @Test
    void everyTextIsAPatternThatCanBeRead() throws IOException {
        for (var line : lines()) {
            new MessageFormat(line.substring(line.indexOf('=') + 1), Locale.US);
        }
    }

    @Test
    void anApostropheIsWrittenTwice() throws IOException {
        assertThat(lines()).as("a single apostrophe swallows what follows it").noneMatch(line -> line.replace("''", "").contains("'"));
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(TEXTS).stream().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    private static List<String> keys() throws IOException {
        return lines().stream().map(line -> line.substring(0, line.indexOf('='))).toList();
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            var text = new StringBuilder();
            for (var file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        }
    }
}
