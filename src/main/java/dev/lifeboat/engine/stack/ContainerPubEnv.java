package dev.lifeboat.engine.stack;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@code .env} file of a ContainerPub deployment says of its stack; what it leaves out has ContainerPub's defaults.
 *
 * @param container  the database server's
 * @param password   empty when the file has none
 * @param databases  the main one first
 * @param volume     the functions' volume; the database server's own is not copied file by file
 */
public record ContainerPubEnv(String container, String user, Optional<Secret> password, List<String> databases, String volume) {

    /** @throws Failure.NotFound when there is no such file; @throws Failure.BadInput naming the line that is no assignment */
    public static ContainerPubEnv read(Path file) {
        try {
            return of(assignments(Files.readAllLines(file), file));
        } catch (NoSuchFileException _) {
            throw new Failure.NotFound("There is no file " + file + ".");
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private static ContainerPubEnv of(Map<String, String> given) {
        String project = given.getOrDefault("COMPOSE_PROJECT_NAME", "dart_cloud_backend");
        return new ContainerPubEnv(given.getOrDefault("POSTGRES_CONTAINER", "dart_cloud_postgres"), given.getOrDefault("POSTGRES_USER", "dart_cloud"),
                Optional.ofNullable(given.get("POSTGRES_PASSWORD")).map(Secret::new),
                Stream.of(given.getOrDefault("POSTGRES_DB", "dart_cloud"), given.getOrDefault("FUNCTION_DB", "functions_db")).distinct().toList(),
                given.getOrDefault("FUNCTIONS_VOLUME", project + "_functions_data"));
    }

    /** Those with a value. */
    private static Map<String, String> assignments(List<String> lines, Path file) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip().replaceFirst("^export\\s+", "");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new Failure.BadInput(file + ", line " + (i + 1) + " is not NAME=VALUE."); // the line itself may hold a password
            }
            String value = value(line.substring(equals + 1).strip());
            if (!value.isEmpty()) {
                given.put(line.substring(0, equals).strip(), value);
            }
        }
        return given;
    }

    /** Without quotes; a comment needs a space before it, outside of quotes. */
    private static String value(String text) {
        if (text.length() > 1 && (text.charAt(0) == '"' || text.charAt(0) == '\'')) {
            int end = text.indexOf(text.charAt(0), 1);
            return end < 0 ? text : text.substring(1, end);
        }
        return text.replaceFirst("(^|\\s+)#.*$", "");
    }
}
