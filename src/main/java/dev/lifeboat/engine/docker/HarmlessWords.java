package dev.lifeboat.engine.docker;

import com.github.dockerjava.api.model.ContainerConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Knows which words of a container's definition are no secrets: what its image says already, switches and numbers, names of
 * settings whose values are public by their nature. Everything else may be a secret.
 */
final class HarmlessWords {

    private static final Set<String> VARIABLES = Set.of("PATH", "HOME", "LANG", "LANGUAGE", "LC_ALL", "TZ", "TERM", "PGDATA", "PGPORT", "PGHOST", "PGUSER", "PGDATABASE",
            "PG_MAJOR", "PG_VERSION", "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_HOST_AUTH_METHOD", "HOST", "PORT", "HOSTNAME", "NODE_ENV", "LOG_LEVEL", "DEBUG",
            "COMPOSE_PROJECT_NAME", "POSTGRES_HOST", "POSTGRES_PORT", "DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "FUNCTION_DB", "DATABASE_HOST", "DATABASE_PORT");
    private static final List<String> LABELS = List.of("com.docker.compose.", "io.podman.compose.", "org.opencontainers.image.");
    private static final Set<String> PROGRAMS = Set.of("CMD", "CMD-SHELL", "NONE", "postgres", "pg_isready", "sh", "bash", "sleep", "infinity", "exec", "true", "false", "exit",
            "||", "&&", "nginx", "redis-server", "node", "java", "python", "python3", "dart", "npm", "npx", "caddy", "traefik", "curl", "wget");
    /** What the name of a setting has in it when its value is none of anybody's business. */
    private static final Pattern SECRET = Pattern.compile("PASS|PWD|SECRET|TOKEN|KEY|CRED|AUTH|PRIV|SALT|PIN|OTP|CODE|SEED|SIGN|CERT|HASH|DSN|CONN|COOKIE|SESSION");
    private static final Pattern SWITCH = Pattern.compile("--?[a-zA-Z]|--[a-z][a-z-]{0,38}[a-z]");
    private static final Pattern PLAIN = Pattern.compile("(?i)true|false|on|off|yes|no|none|always|[0-9]{1,7}(\\.[0-9]{1,3})?(k|kb|m|mb|g|gb|t|tb|s|ms|min|h|d|%)?");
    private static final Pattern SETTING = Pattern.compile("(?:--)?([a-zA-Z][a-zA-Z0-9_.-]{0,60})=(.*)", Pattern.DOTALL);
    private static final Pattern FILE = Pattern.compile("(/[A-Za-z0-9_.-]{1,60}){2,8}");

    private final Set<String> image = new HashSet<>(PROGRAMS);
    private final Map<String, String> imageVariables = new HashMap<>();
    private final Map<String, String> imageLabels = new HashMap<>();

    /** @param configOrNull of the image, which anybody who has it can read */
    HarmlessWords(ContainerConfig configOrNull) {
        if (configOrNull == null) {
            return;
        }
        Stream.of(configOrNull.getEntrypoint(), configOrNull.getCmd()).filter(words -> words != null).forEach(words -> image.addAll(List.of(words)));
        if (configOrNull.getHealthcheck() != null && configOrNull.getHealthcheck().getTest() != null) {
            image.addAll(configOrNull.getHealthcheck().getTest());
        }
        for (String entry : configOrNull.getEnv() == null ? new String[0] : configOrNull.getEnv()) {
            int equals = entry.indexOf('=');
            imageVariables.put(equals < 0 ? entry : entry.substring(0, equals), equals < 0 ? "" : entry.substring(equals + 1));
        }
        if (configOrNull.getLabels() != null) {
            imageLabels.putAll(configOrNull.getLabels());
        }
    }

    boolean isHarmlessVariable(String name, String value) {
        return value.isEmpty() || value.equals(imageVariables.get(name)) && !soundsSecret(name) || VARIABLES.contains(name) && !value.contains("://")
                || isPlain(name, value) || name.endsWith("_FILE") && FILE.matcher(value).matches();
    }

    boolean isHarmlessLabel(String name, String value) {
        return value.isEmpty() || value.equals(imageLabels.get(name)) || LABELS.stream().anyMatch(name::startsWith) || isPlain(name, value);
    }

    /** A switch or a number, of a setting whose name does not sound like a secret. */
    static boolean isPlain(String name, String value) {
        return PLAIN.matcher(value).matches() && !soundsSecret(name);
    }

    private static boolean soundsSecret(String name) {
        return SECRET.matcher(name.toUpperCase(Locale.ROOT)).find();
    }

    /** The words, those that may be a secret replaced. @param missing is told which */
    List<String> of(String what, List<String> words, List<String> missing) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean harmless = isHarmless(words.get(i), i == 0 ? "" : words.get(i - 1)) || i == 0 && FILE.matcher(words.get(i)).matches();
            shown.add(harmless ? words.get(i) : ContainerRecipe.LEFT_OUT);
            if (!harmless) {
                missing.add(what + ", word " + (i + 1));
            }
        }
        return List.copyOf(shown);
    }

    /** A test of health, whose second word may be a line for a shell. */
    List<String> ofHealth(List<String> test, List<String> missing) {
        boolean shell = test.size() == 2 && test.getFirst().equals("CMD-SHELL") && !image.contains(test.get(1));
        if (!shell) {
            return of("healthcheck", test, missing);
        }
        return List.of("CMD-SHELL", String.join(" ", of("healthcheck", List.of(test.get(1).strip().split("\\s+")), missing)));
    }

    private boolean isHarmless(String word, String before) {
        if (image.contains(word) || SWITCH.matcher(word).matches()) {
            return true;
        }
        var setting = SETTING.matcher(word);
        if (setting.matches()) {
            return isPlain(setting.group(1), setting.group(2)) || isHarmlessVariable(setting.group(1), setting.group(2));
        }
        return PLAIN.matcher(word).matches() && !soundsSecret(before) && !before.matches("-[a-zA-Z]");
    }
}
