package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passwords of database servers: Lifeboat's own file in libpq's pgpass format (mode 0600, beside the configuration),
 * then the environment's PGPASSWORD, then the person's own ~/.pgpass (or PGPASSFILE). Thread-safe.
 *
 * <p>A file that others may read is not used, as libpq does not; {@link #check} says so. Source: PostgreSQL manual,
 * "The Password File".
 */
public final class Passwords {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private final Path ownFile;
    private final Map<String, String> environment;

    public Passwords(Path ownFile, Map<String, String> environment) {
        this.ownFile = ownFile;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The password for a server and user. A line of a file counts whatever database it names: a role has one password
     * for all databases of its server. The first matching line wins.
     * @throws Failure.StorageFailed when a file is there and cannot be read
     */
    public Optional<Secret> find(String host, int port, String user) {
        return inFile(ownFile, host, port, user)
                .or(() -> Optional.ofNullable(environment.get("PGPASSWORD")).filter(text -> !text.isEmpty()).map(Secret::new))
                .or(() -> inFile(personalFile(), host, port, user));
    }

    /**
     * Keeps a password in Lifeboat's own file, before all its other lines. Writes aside, fsyncs, renames; the file is
     * readable by its owner only.
     * @throws Failure.BadInput when the password is empty or has a line break, which no password file can hold
     */
    public void store(String host, int port, String user, Secret password) {
        if (password.reveal().isEmpty() || (host + user + password.reveal()).chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new Failure.BadInput("The password is empty or has a line break; a password file cannot hold it.");
        }
        change(host, port, user, Optional.of(PasswordLine.format(host, port, user, password.reveal())));
    }

    /** Forgets what {@link #store} kept; does nothing when there is nothing. */
    public void remove(String host, int port, String user) {
        if (Files.exists(ownFile)) {
            change(host, port, user, Optional.empty());
        }
    }

    /** Whether the password files that exist can be used: one check for each. */
    public List<Check> check() {
        List<Check> checks = new ArrayList<>();
        for (Path file : List.of(ownFile, personalFile())) {
            if (Files.exists(file)) {
                checks.add(isPrivate(file)
                        ? Check.ok("Password file", file + " is readable by its owner only.")
                        : Check.warn("Password file", file + " may be read by others, so it is not used.", "chmod 600 '" + file + "'"));
            }
        }
        return List.copyOf(checks);
    }

    private void change(String host, int port, String user, Optional<String> newLine) {
        try (FileGuard _ = FileGuard.of(ownFile)) {
            List<String> lines = new ArrayList<>(lines(ownFile));
            lines.removeIf(line -> PasswordLine.parse(line).filter(found -> found.isFor(host, port, user)).isPresent());
            newLine.ifPresent(lines::addFirst);
            String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
            AtomicFile.writePrivate(ownFile, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write the password file " + ownFile, e);
        }
    }

    private static Optional<Secret> inFile(Path file, String host, int port, String user) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (!isPrivate(file)) {
            LOG.warn("The password file {} may be read by others, so it is not used. Do: chmod 600 '{}'", file, file);
            return Optional.empty();
        }
        try {
            return lines(file).stream().flatMap(line -> PasswordLine.parse(line).stream())
                    .filter(line -> line.matches(host, port, user))
                    .findFirst().map(line -> new Secret(line.password()));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the password file " + file, e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static boolean isPrivate(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            return mode.stream().noneMatch(OTHERS::contains);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the mode of " + file, e);
        }
    }

    /** Where libpq looks. */
    private Path personalFile() {
        String named = environment.get("PGPASSFILE");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows
                ? Path.of(environment.getOrDefault("APPDATA", System.getProperty("user.home")), "postgresql", "pgpass.conf")
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".pgpass");
    }
}
