package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.repository.FileHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of another host, by the system's rsync over ssh. Only rsync needs to be allowed there, as {@code rrsync} does;
 * where commands may be run as well, {@code sha256sum} there says what the files are, otherwise rsync's own checksums do.
 *
 * <p>What was cut off stays in {@value #PARTIAL} beside the file and is taken up by content, never by time.
 */
final class SshPlace implements Place {

    static final String PARTIAL = ".lifeboat-partial";
    private static final int SILENCE_SECONDS = 60;
    private static final Pattern LISTED = Pattern.compile("-\\S+\\s+(\\d+) (\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) (.+)");
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss");
    private static final Pattern HASHED = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private final Location.Ssh where;
    private final Optional<Long> bytesPerSecond;
    private final SshAccess access;
    private final SshComplaint complaint;
    private final Path nothing;
    private Optional<Boolean> runsCommands = Optional.empty();

    SshPlace(Location.Ssh where, Optional<Long> bytesPerSecond) {
        where.check();
        this.where = where;
        this.bytesPerSecond = bytesPerSecond;
        access = new SshAccess(where.login(), Optional.of(where.hostKey()));
        complaint = new SshComplaint(where.login(), Optional.of(where.hostKey()));
        try {
            nothing = Files.createTempDirectory("lb-rsync");
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make a folder for rsync", e);
        }
    }

    @Override
    public List<Trial> trials() {
        return List.of(
                new Trial("Resolve and connect", cancellation -> "The ssh server of " + where.login() + " answers, with the host key " + hostKeyNow(cancellation) + "."),
                new Trial("Authenticate", cancellation -> runsCommands(cancellation) ? "We are let in; files are hashed there by sha256sum."
                        : "We are let in; commands may not be run there, so files are compared by rsync and read back."));
    }

    private String hostKeyNow(Cancellation cancellation) {
        HostKey now = SshAccess.hostKey(where.login(), Optional.of(where.hostKey().type()), cancellation);
        if (!now.equals(where.hostKey())) {
            throw complaint.changedKey(now);
        }
        return now.fingerprint();
    }

    private String remote() {
        String host = where.login().host();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + where.folder() + (where.folder().endsWith("/") ? "" : "/");
    }

    private List<String> arguments(String... first) {
        List<String> arguments = new ArrayList<>(List.of(first));
        arguments.addAll(List.of("-e", access.remoteShell(), "--timeout=" + SILENCE_SECONDS, "--no-human-readable"));
        return arguments;
    }

    private List<String> moving(String... first) {
        List<String> arguments = arguments(first);
        arguments.addAll(List.of("--files-from=-", "--from0", "--times", "--partial-dir=" + PARTIAL, "--info=progress2", "--stats"));
        bytesPerSecond.ifPresent(limit -> arguments.add("--bwlimit=" + Math.max(1, limit / 1024)));
        return arguments;
    }

    @Override
    public List<Entry> list(Cancellation cancellation) {
        List<String> arguments = arguments("--recursive", "--list-only", "--8-bit-output");
        arguments.add(remote());
        List<Entry> entries = new ArrayList<>();
        ToolProcess.Exit exit = new Rsync(arguments, Progress.NONE, cancellation).run(List.of(), line -> {
            Matcher listed = LISTED.matcher(line);
            if (listed.matches()) {
                entries.add(new Entry(listed.group(3), Long.parseLong(listed.group(1)), LocalDateTime.parse(listed.group(2), WHEN).toInstant(ZoneOffset.UTC)));
            }
        });
        if (!exit.ok() && exit.status() != Rsync.VANISHED && !isMissing(exit)) {
            throw complaint.of(exit);
        }
        return List.copyOf(entries);
    }

    private static boolean isMissing(ToolProcess.Exit exit) {
        return exit.stderr().contains("No such file or directory")
                && (exit.status() == Rsync.PARTLY && exit.stderr().contains("change_dir") || exit.stderr().contains("rrsync error:"));
    }

    @Override
    public long put(Path from, Collection<String> paths, boolean anew, Progress progress, Cancellation cancellation) {
        List<String> arguments = moving("--perms", "--chmod=D700,F600");
        if (anew) {
            arguments.add("--ignore-times");
        }
        arguments.addAll(List.of(from + "/", remote()));
        Rsync rsync = new Rsync(arguments, progress, cancellation);
        ToolProcess.Exit exit = rsync.run(paths, _ -> { });
        if (!exit.ok()) {
            throw complaint.of(exit);
        }
        return rsync.literalBytes();
    }

    @Override
    public void get(Collection<String> paths, Path into, Progress progress, Cancellation cancellation) {
        if (paths.isEmpty()) {
            return;
        }
        List<String> arguments = moving("--ignore-missing-args");
        arguments.addAll(List.of(remote(), into + "/"));
        ToolProcess.Exit exit = new Rsync(arguments, progress, cancellation).run(paths, _ -> { });
        if (!exit.ok() && exit.status() != Rsync.VANISHED) {
            throw complaint.of(exit);
        }
    }

    @Override
    public byte[] read(String path, long offset, int length, Cancellation cancellation) {
        try {
            if (!runsCommands(cancellation)) {
                get(List.of(path), nothing, Progress.NONE, cancellation);
                byte[] all = Files.readAllBytes(nothing.resolve(path));
                Files.delete(nothing.resolve(path));
                return Arrays.copyOfRange(all, (int) Math.min(offset, all.length), (int) Math.min(offset + length, all.length));
            }
            checkPlain(path);
            try (ToolProcess process = access.start(inFolder("tail -c +" + (offset + 1) + " '" + path + "' | head -c " + length), cancellation)) {
                process.input().close();
                byte[] bytes = process.output().readAllBytes();
                ToolProcess.Exit exit = process.await();
                if (!exit.ok()) {
                    throw complaint.of(exit);
                }
                return bytes;
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + path + " at " + where.inWords(), e);
        }
    }

    private static void checkPlain(String path) {
        if (!SshLogin.isPlain(path)) {
            throw new IllegalArgumentException("not a path that needs no quotes: " + path);
        }
    }

    /** The folder has no character that a shell takes for anything else; {@code ~} is the login's own folder anyway. */
    private String inFolder(String command) {
        return "cd -- " + where.folder() + " && " + command;
    }

    @Override
    public Map<String, String> hashes(Collection<String> paths, Progress progress, Cancellation cancellation) {
        if (!runsCommands(cancellation)) {
            return hashesOfFetched(paths, progress, cancellation);
        }
        Map<String, String> hashes = new HashMap<>();
        try (ToolProcess process = access.start(inFolder("exec xargs -0 sha256sum"), cancellation)) {
            Thread feeding = Thread.ofVirtual().name("sha256sum-stdin").start(() -> feed(process, paths));
            try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(process.output(), java.nio.charset.StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher hashed = HASHED.matcher(line);
                    if (hashed.matches()) {
                        hashes.put(hashed.group(2), hashed.group(1));
                        progress.item(hashed.group(2));
                    }
                }
            }
            ToolProcess.Exit exit = process.await();
            feeding.join();
            cancellation.check();
            if (exit.status() == 255 || exit.status() == 127) {
                throw complaint.of(exit);
            }
            return hashes; // another exit: some files are missing or cannot be read, and so have no hash
        } catch (IOException e) {
            throw AtomicFile.failed("The hashes of " + where.inWords() + " could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    private static void feed(ToolProcess process, Collection<String> paths) {
        try (var stdin = process.input()) {
            for (String path : paths) {
                stdin.write((path + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            Thread.yield(); // it has ended: its exit says why
        }
    }

    /** Reads back: where only rsync may be run, nobody there can say what a file is. */
    private Map<String, String> hashesOfFetched(Collection<String> paths, Progress progress, Cancellation cancellation) {
        Map<String, String> hashes = new HashMap<>();
        try {
            for (String path : paths) {
                progress.item(path);
                get(List.of(path), nothing, Progress.NONE, cancellation);
                Path file = nothing.resolve(path);
                if (Files.isRegularFile(file)) {
                    hashes.put(path, FileHash.of(file, progress, cancellation));
                    Files.delete(file);
                }
            }
            return hashes;
        } catch (IOException e) {
            throw AtomicFile.failed("What was read back from " + where.inWords() + " could not be hashed", e);
        }
    }

    @Override
    public Set<String> differing(Path from, Map<String, String> wanted, Progress progress, Cancellation cancellation) {
        if (runsCommands(cancellation)) {
            Map<String, String> found = hashes(wanted.keySet(), progress, cancellation);
            Set<String> differing = new HashSet<>();
            wanted.forEach((path, hash) -> {
                if (!hash.equals(found.get(path))) {
                    differing.add(path);
                }
            });
            return differing;
        }
        return differingByRsync(from, wanted, progress, cancellation);
    }

    /** What lies here must have the hash, and what lies there must be what lies here. */
    private Set<String> differingByRsync(Path from, Map<String, String> wanted, Progress progress, Cancellation cancellation) {
        Set<String> differing = new HashSet<>();
        try {
            for (Map.Entry<String, String> file : wanted.entrySet()) {
                progress.item(file.getKey());
                if (!FileHash.of(from.resolve(file.getKey()), Progress.NONE, cancellation).equals(file.getValue())) {
                    differing.add(file.getKey());
                }
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read what was sent from " + from, e);
        }
        List<String> arguments = arguments("--files-from=-", "--from0", "--checksum", "--dry-run", "--out-format=%i %n", from + "/", remote());
        ToolProcess.Exit exit = new Rsync(arguments, Progress.NONE, cancellation).run(wanted.keySet(), line -> {
            if (line.startsWith("<f")) {
                differing.add(line.substring(line.indexOf(' ') + 1));
            }
        });
        if (!exit.ok()) {
            throw complaint.of(exit);
        }
        return differing;
    }

    @Override
    public void delete(Collection<String> paths, Cancellation cancellation) {
        List<String> arguments = arguments("--files-from=-", "--from0", "--recursive", "--delete-missing-args", "--force");
        arguments.addAll(List.of(nothing + "/", remote()));
        try {
            for (String path : paths) {
                Files.createDirectories(nothing.resolve(path).getParent());
            }
            ToolProcess.Exit exit = new Rsync(arguments, Progress.NONE, cancellation).run(paths, _ -> { });
            if (!exit.ok() && exit.status() != Rsync.VANISHED) {
                throw complaint.of(exit);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete at " + where.inWords(), e);
        }
    }

    /** Whether the login may run sha256sum there; asked once. */
    private boolean runsCommands(Cancellation cancellation) {
        if (runsCommands.isEmpty()) {
            try (ToolProcess process = access.start("command -v sha256sum && command -v xargs", cancellation)) {
                process.input().close();
                process.output().readAllBytes();
                ToolProcess.Exit exit = process.await();
                cancellation.check();
                if (exit.status() == 255) {
                    throw complaint.of(exit);
                }
                runsCommands = Optional.of(exit.ok());
            } catch (IOException e) {
                throw AtomicFile.failed("Could not ask " + where.inWords() + " what may be run there", e);
            }
        }
        return runsCommands.get();
    }

    @Override
    public void close() {
        access.close();
        FolderTree.delete(nothing);
    }
}
