package dev.lifeboat.engine.docker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Compose file without what may be a secret: the keys, and the values of those that are known to be harmless. What it does
 * not understand (flow style, blocks of text, comments) it leaves out. Reads line by line and knows no more of YAML.
 */
final class ComposeOutline {

    private static final String OMITTED = "# left out";
    private static final Pattern LINE = Pattern.compile("(\\s*)((?:-\\s+)*)(?:([A-Za-z0-9_.-]+):(?:\\s+(.*))?|(.*))");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{?[A-Za-z_][A-Za-z0-9_]*}?");
    private static final Pattern VARIABLE = Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Set<String> SCALARS = Set.of("version", "name", "image", "container_name", "restart", "user", "working_dir", "hostname", "context", "dockerfile",
            "network_mode", "driver", "external", "internal", "condition", "target", "source", "type", "read_only", "published", "protocol", "mode", "interval", "timeout",
            "retries", "start_period", "stop_grace_period", "stop_signal", "init", "privileged", "shm_size", "mem_limit", "cpus", "memory", "pids_limit", "platform",
            "pull_policy", "env_file", "subnet", "gateway", "attachable", "service", "file", "required", "replicas", "build");
    private static final Set<String> LISTS = Set.of("depends_on", "ports", "volumes", "networks", "expose", "profiles", "cap_add", "cap_drop", "env_file", "security_opt",
            "tmpfs", "dns", "links");
    /** Below these a key can be called anything. */
    private static final Set<String> FREE = Set.of("environment", "labels", "args", "annotations", "options", "driver_opts", "extensions", "content");

    private record Open(int indent, String key) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private int skippedBelow = Integer.MAX_VALUE;

    private final boolean environment;

    private ComposeOutline(boolean environment) {
        this.environment = environment;
    }

    /** @param environment whether the names of variables may stay */
    static String of(String compose, boolean environment) {
        ComposeOutline outline = new ComposeOutline(environment);
        outline.lines.add("# Written by Lifeboat: a Compose file without what may be a secret.");
        compose.lines().forEach(outline::line);
        return String.join("\n", outline.lines) + "\n";
    }

    /** Of a file of variables: their names, and the values that are harmless. */
    static String ofVariables(String file) {
        HarmlessWords words = new HarmlessWords(null);
        StringBuilder outline = new StringBuilder("# Written by Lifeboat: the variables, without the values that may be a secret.\n");
        file.lines().map(VARIABLE::matcher).filter(Matcher::matches).forEach(line -> outline.append(line.group(1)).append('=')
                .append(words.isHarmlessVariable(line.group(1), unquoted(line.group(2).strip())) ? line.group(2).strip() : "").append('\n'));
        return outline.toString();
    }

    private void line(String line) {
        if (line.isBlank() || line.strip().startsWith("#")) {
            return;
        }
        Matcher matcher = LINE.matcher(line);
        int indent = line.length() - line.stripLeading().length();
        if (indent > skippedBelow || !matcher.matches()) {
            return;
        }
        skippedBelow = Integer.MAX_VALUE;
        String dashes = matcher.group(2);
        boolean item = !dashes.isEmpty();
        while (!open.isEmpty() && (item ? open.peek().indent() > indent : open.peek().indent() >= indent)) {
            open.pop();
        }
        String start = matcher.group(1) + dashes;
        if (matcher.group(3) == null) {
            item(start, item, matcher.group(5).strip());
            skippedBelow = indent;
        } else {
            key(start, indent + dashes.length(), matcher.group(3), value(matcher.group(4)));
        }
    }

    private static String value(String textOrNull) {
        return textOrNull == null ? "" : textOrNull.strip().replaceFirst("(^|\\s+)#.*$", "");
    }

    private void key(String start, int indent, String key, String value) {
        boolean free = open.stream().anyMatch(one -> FREE.contains(one.key()) || one.key().startsWith("x-"));
        if (value.isEmpty() && key.equals("environment") && !environment) {
            lines.add(start + key + ": " + OMITTED);
            skippedBelow = start.length();
            return;
        }
        if (value.isEmpty()) {
            lines.add(start + key + ":");
            open.push(new Open(indent, key));
            return;
        }
        boolean harmless = isReference(value) || HarmlessWords.isPlain(key, unquoted(value)) || !free && SCALARS.contains(key) && isSimple(value);
        lines.add(start + key + ":" + (harmless ? " " + value : " " + OMITTED));
        skippedBelow = start.length();
    }

    private void item(String start, boolean item, String text) {
        if (!item) {
            return; // the rest of a longer text
        }
        boolean harmless = !open.isEmpty() && LISTS.contains(open.peek().key()) && isSimple(text)
                && open.stream().noneMatch(one -> FREE.contains(one.key()) || one.key().startsWith("x-"));
        Matcher variable = VARIABLE.matcher(unquoted(text));
        boolean named = !open.isEmpty() && open.peek().key().equals("environment") && variable.matches();
        lines.add(harmless || isReference(text) ? start + text : named ? start + variable.group(1) + " " + OMITTED : start + OMITTED);
    }

    private static boolean isReference(String value) {
        return REFERENCE.matcher(unquoted(value)).matches();
    }

    private static String unquoted(String value) {
        return value.length() > 1 && (value.startsWith("\"") && value.endsWith("\"") || value.startsWith("'") && value.endsWith("'")) ? value.substring(1, value.length() - 1) : value;
    }

    /** One word of a file name, an image, a port: no credentials in front of a host, nothing that goes on in the next line. */
    private static boolean isSimple(String value) {
        return unquoted(value).matches("[A-Za-z0-9_./:${}\\-]{1,200}(@sha256:[0-9a-f]{64})?") && !value.contains(":-") && !value.contains("://") && !value.contains("{{");
    }
}
