package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.stack.ServerAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the client tools of PostgreSQL. Immutable and thread-safe; each call looks anew. */
public final class Tools {

    private static final List<String> CLIENT = List.of("pg_dump", "pg_dumpall", "pg_restore", "psql");
    private static final List<String> SERVER = List.of("initdb", "pg_ctl", "postgres");
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?");

    /**
     * A folder with pg_dump, pg_dumpall, pg_restore and psql.
     * @param versionNumber like a server's: 150018
     * @param hasServer     whether initdb, pg_ctl and postgres lie there too
     */
    public record Installation(Path folder, int versionNumber, boolean hasServer) implements ClientTools {

        @Override
        public String place() {
            return folder.toString();
        }

        @Override
        public RunningTool start(String tool, Server server, String database, List<String> arguments, String sessionOptions, Cancellation cancellation) {
            return InstalledTool.start(tool(tool), server.forTools(database), arguments, sessionOptions, cancellation);
        }

        /** The program's file. @param name without {@code .exe} */
        public Path tool(String name) {
            Path plain = folder.resolve(name);
            return Files.exists(plain) ? plain : folder.resolve(name + ".exe");
        }
    }

    /** Newest first. @param lookedAt every place that was looked at, in order */
    public record Search(List<Installation> found, List<Path> lookedAt) {}

    private final ToolPlaces places;

    /** Looks where this machine's platform has them. */
    public Tools() {
        this(ToolPlaces.ofThisMachine());
    }

    Tools(ToolPlaces places) {
        this.places = places;
    }

    /** @param configured looked at first (and alone when given and usable) */
    public Search search(Optional<Path> configured) {
        List<Path> lookedAt = new ArrayList<>();
        if (configured.isPresent()) {
            lookedAt.add(configured.get());
            Optional<Installation> chosen = examine(configured.get());
            if (chosen.isPresent()) {
                return new Search(List.of(chosen.get()), List.copyOf(lookedAt));
            }
        }
        Map<Path, Installation> found = new LinkedHashMap<>();
        for (Path folder : places.folders()) {
            lookedAt.add(folder);
            examine(folder).filter(installation -> !leadsToOneOf(found.values(), installation))
                    .ifPresent(installation -> found.putIfAbsent(real(folder), installation));
        }
        // The sort is stable: at the same version a versioned folder stays before PATH and its wrappers.
        List<Installation> newestFirst = found.values().stream().sorted(Comparator.comparingInt(Installation::versionNumber).reversed()).toList();
        return new Search(newestFirst, List.copyOf(lookedAt));
    }

    /**
     * The installation to use for a server: the same major version when there is one, otherwise the oldest newer one.
     * @throws Failure.ToolMissing naming the places looked at, the versions found and the package to install
     */
    public Installation atLeast(int serverVersionNumber, Optional<Path> configured) {
        Search search = search(configured);
        int major = serverVersionNumber / 10_000;
        return search.found().stream()
                .filter(installation -> installation.versionNumber() / 10_000 >= major)
                // Of one major version the newest minor one: its defects are mended.
                .min(Comparator.comparingInt((Installation installation) -> installation.versionNumber() / 10_000)
                        .thenComparing(Comparator.comparingInt(Installation::versionNumber).reversed()))
                .orElseThrow(() -> missing(search, major));
    }

    /**
     * The tools for a server: those in its container, when it is reached through one; otherwise installed ones.
     *
     * @param versionNumber at least this
     * @throws Failure.ToolMissing      when there are none that are new enough
     * @throws Failure.ConnectionFailed when the container cannot be asked
     */
    public ClientTools forServer(ServerAddress address, int versionNumber, Optional<Path> configured) {
        if (address.through().isEmpty()) {
            return atLeast(versionNumber, configured);
        }
        ContainerTools inside = ContainerTools.in(address.through().get());
        if (inside.versionNumber() / 10_000 < versionNumber / 10_000) {
            throw new Failure.ToolMissing("The " + inside.place() + " has pg_dump " + inside.version() + "; version " + versionNumber / 10_000 + " is needed.",
                    List.of("Use a stack whose server has that version."));
        }
        return inside;
    }

    private Failure.ToolMissing missing(Search search, int major) {
        String found = search.found().isEmpty() ? "none at all was found"
                : "found only " + search.found().stream().map(Installation::version).collect(Collectors.joining(", "));
        return new Failure.ToolMissing("No pg_dump of version " + major + " or newer, which this server needs: " + found + ".",
                List.of(places.installHint(major),
                        "Looked in: " + search.lookedAt().stream().map(Path::toString).collect(Collectors.joining(", ")) + ".",
                        "If they lie elsewhere, name their folder in the stack (tools)."));
    }

    private Optional<Installation> examine(Path folder) {
        if (!CLIENT.stream().allMatch(name -> has(folder, name))) {
            return Optional.empty();
        }
        boolean server = SERVER.stream().allMatch(name -> has(folder, name));
        return version(new Installation(folder, 0, server).tool("pg_dump")).map(version -> new Installation(folder, version, server));
    }

    private boolean has(Path folder, String name) {
        return Files.isExecutable(folder.resolve(places.windows() ? name + ".exe" : name));
    }

    /** Empty when the program does not run or says something else: Debian's wrapper without any version behind it does so. */
    private static Optional<Integer> version(Path pgDump) {
        try (ToolProcess process = ToolProcess.start(pgDump, List.of("--version"), Map.of(), new Cancellation())) {
            String text = new String(process.output().readAllBytes(), StandardCharsets.UTF_8);
            return process.await().ok() ? versionIn(text) : Optional.empty();
        } catch (IOException | Failure.ToolFailed e) {
            return Optional.empty(); // a program that cannot be run is no installation; the place is named among those looked at
        }
    }

    /** The version in what {@code pg_dump --version} says. */
    static Optional<Integer> versionIn(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Optional.of(number(matcher)) : Optional.empty();
    }

    /** Since version 10 the second number is the minor one, before it the third. */
    private static int number(Matcher matcher) {
        int first = Integer.parseInt(matcher.group(1));
        int second = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        int third = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return first >= 10 ? first * 10_000 + second : first * 10_000 + second * 100 + third;
    }

    /** Debian's wrappers in /usr/bin and other folders of links are no further installation beside the one they lead to. */
    private static boolean leadsToOneOf(Collection<Installation> found, Installation installation) {
        Path home = real(installation.tool("pg_dump")).getParent();
        return !real(installation.folder()).equals(home) && found.stream().anyMatch(other -> other.versionNumber() == installation.versionNumber());
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder;
        }
    }
}
