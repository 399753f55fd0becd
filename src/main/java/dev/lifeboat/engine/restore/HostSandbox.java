package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FolderTree;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.RunningTool;
import dev.lifeboat.engine.postgres.ToolProcess;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.postgres.UnprivilegedUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of this machine and its installed server. As root, everything in it is another user's, since a server does not run as root. */
final class HostSandbox implements Sandbox {

    private final Path folder;
    private final Tools.Installation tools;
    private final Optional<UnprivilegedUser> runAs;
    private final Path discarded;

    /** @param discarded with all in it, when nothing is to stay */
    private HostSandbox(Path folder, Tools.Installation tools, Optional<UnprivilegedUser> runAs, Path discarded) {
        this.folder = folder;
        this.tools = tools;
        this.runAs = runAs;
        this.discarded = discarded;
    }

    /** Makes the folder; an empty one is taken. */
    static HostSandbox make(Path folder, Tools.Installation tools) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Optional<UnprivilegedUser> runAs = UnprivilegedUser.ifRoot();
            if (runAs.isPresent()) {
                runAs.get().own(folder);
            }
            return new HostSandbox(folder, tools, runAs, folder);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not make " + folder, e);
        }
    }

    /** A sandbox in a temporary folder, which goes with it. */
    static HostSandbox within(Path temporary, Tools.Installation tools) {
        HostSandbox made = make(temporary.resolve("data"), tools);
        try {
            if (made.runAs.isPresent()) {
                made.runAs.get().own(temporary);
            }
            return new HostSandbox(made.folder, tools, made.runAs, temporary);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not give " + temporary + " away", e);
        }
    }

    @Override
    public String dataDirectory() {
        return folder.toString();
    }

    @Override
    public String inWords() {
        return folder.toString();
    }

    private List<String> words(String program, List<String> arguments) {
        Path ours = tools.tool(program);
        List<String> words = new ArrayList<>(List.of(Files.isExecutable(ours) ? ours.toString() : program));
        words.addAll(arguments);
        return runAs.map(user -> user.command(words)).orElse(words);
    }

    @Override
    public RunningTool start(String program, List<String> arguments, Cancellation cancellation) {
        List<String> words = words(program, arguments);
        return ToolProcess.start(program, Path.of(words.getFirst()), words.subList(1, words.size()), Map.of("LC_ALL", "C", "TZ", "UTC"), cancellation);
    }

    @Override
    public String command(String program, List<String> arguments) {
        return String.join(" ", words(program, arguments).stream().map(ShellWord::quoted).toList());
    }

    @Override
    public boolean has(String program) {
        return Files.isExecutable(tools.tool(program));
    }

    @Override
    public void discard() {
        FolderTree.delete(discarded);
    }

    @Override
    public void close() {
        // Nothing is held: the folder is the result.
    }

    /** An installed server of the same major version. @throws Failure.ToolMissing when there is none */
    static Tools.Installation serverOf(int major, Tools tools, Optional<Path> configured) {
        Tools.Search search = tools.search(configured);
        Optional<Tools.Installation> found = Stream.concat(search.found().stream(), tools.search(Optional.empty()).found().stream())
                .filter(installation -> installation.hasServer() && installation.versionNumber() / 10_000 == major).findFirst();
        return found.orElseThrow(() -> new Failure.ToolMissing("No server of PostgreSQL " + major + " is installed here, and only one of that version can read its own files.",
                List.of("Install it. Debian, Ubuntu: apt-get install postgresql-" + major, "Looked in: " + String.join(", ", search.lookedAt().stream().map(Path::toString).toList()) + ".")));
    }
}
