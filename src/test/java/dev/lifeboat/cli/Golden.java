package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that people read, kept as files. {@code -Dgolden.write=true} writes them anew; then read the difference. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/dev/lifeboat/cli");

    private Golden() {}

    static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        String normalised = text.replace(System.lineSeparator(), "\n");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, normalised);
        }
        assertThat(normalised).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    }
}
