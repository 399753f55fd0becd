package dev.lifeboat.engine.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where PostgreSQL's programs may lie on this platform. Debian: {@code /usr/lib/postgresql/<major>/bin}; PGDG's RPMs:
 * {@code /usr/pgsql-<major>/bin}; Homebrew's formulas; Postgres.app; EDB's installer on Windows; PATH last, since
 * Debian's {@code /usr/bin/pg_dump} is a wrapper that chooses by rules of its own.
 *
 * @param operatingSystem {@code os.name}
 * @param environment     PATH, ProgramFiles
 */
record ToolPlaces(String operatingSystem, Map<String, String> environment) {

    static ToolPlaces ofThisMachine() {
        return new ToolPlaces(System.getProperty("os.name"), System.getenv());
    }

    boolean windows() {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private boolean mac() {
        return operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac");
    }

    /** Folders to look in, in order: patterns whose parent does not exist stay in the list as they are, to be named to people. */
    List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String pattern : patterns()) {
            folders.addAll(matching(pattern));
        }
        String path = environment.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase("PATH"))
                .map(Map.Entry::getValue).findFirst().orElse("");
        for (String entry : path.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                addIfValid(folders, entry);
            }
        }
        return folders.stream().distinct().toList();
    }

    private List<String> patterns() {
        if (windows()) {
            return List.of(environment.getOrDefault("ProgramFiles", "C:\\Program Files") + "\\PostgreSQL|*|bin");
        }
        if (mac()) {
            return List.of("/opt/homebrew/opt|postgresql@*|bin", "/opt/homebrew/opt|libpq|bin", "/usr/local/opt|postgresql@*|bin",
                    "/usr/local/opt|libpq|bin", "/Applications/Postgres.app/Contents/Versions|*|bin", "/Library/PostgreSQL|*|bin", "/usr/local/pgsql|bin|.");
        }
        return List.of("/usr/lib/postgresql|*|bin", "/usr|pgsql-*|bin", "/usr/local/pgsql|bin|.", "/home/linuxbrew/.linuxbrew/opt|postgresql@*|bin");
    }

    /** {@code parent|glob|child}. */
    private static List<Path> matching(String pattern) {
        String[] parts = pattern.split("\\|");
        Path parent = Path.of(parts[0]);
        if (Files.isDirectory(parent)) {
            List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, parts[1])) {
                children.forEach(child -> found.add(child.resolve(parts[2]).normalize()));
            } catch (IOException e) {
                return List.of(parent); // named among the places looked at; nothing is found in it
            }
            if (!found.isEmpty()) {
                found.sort(Comparator.reverseOrder());
                return found;
            }
        }
        // Where there is nothing to list, people are told the place with "<version>" for the star.
        return List.of(parent.resolve(parts[1].replace("*", "<version>")).resolve(parts[2]).normalize());
    }

    private static void addIfValid(List<Path> folders, String entry) {
        try {
            Path folder = Path.of(entry);
            if (folder.isAbsolute()) {
                folders.add(folder.normalize());
            }
        } catch (InvalidPathException e) {
            return; // an unusable entry of PATH is nobody's place
        }
    }

    /** The package that brings the tools of {@code major}, per platform. */
    String installHint(int major) {
        if (windows()) {
            return "Install the command line tools of PostgreSQL " + major + " or newer with the installer from https://www.postgresql.org/download/windows/.";
        }
        if (mac()) {
            return "Install them: brew install postgresql@" + major;
        }
        return "Install them. Debian, Ubuntu: apt-get install postgresql-client-" + major + " (from apt.postgresql.org when the distribution's is older); "
                + "Fedora, RHEL: dnf install postgresql" + major + " from the PGDG repository.";
    }
}
