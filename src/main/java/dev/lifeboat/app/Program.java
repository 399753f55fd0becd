package dev.lifeboat.app;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Locale;

/** How this very program is started, so that the system can start it too. */
final class Program {

    private Program() {}

    /** The words of the command line: of an installed program, of the folder it lies in, or of this JVM. */
    static List<String> words() {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        String installed = System.getProperty("jpackage.app-path");
        if (installed != null) {
            return List.of(installed);
        }
        Path script = home().resolve(windows ? "bin/lifeboat.bat" : "bin/lifeboat");
        if (Files.isExecutable(script)) {
            return List.of(script.toString());
        }
        return List.of(Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-cp", System.getProperty("java.class.path"), "dev.lifeboat.Lifeboat");
    }

    /** The folder above the one that our jar is in. */
    private static Path home() {
        CodeSource source = Program.class.getProtectionDomain().getCodeSource();
        try {
            Path jar = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
            return jar.toAbsolutePath().resolve("../..").normalize();
        } catch (URISyntaxException _) {
            return Path.of("");
        }
    }
}
