package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What backups of volumes stand on: an engine, a repository and an audit log in a folder of the test. */
public record DockerGround(TestEngine engine, Path folder) {

    private static final Pattern OWNER = Pattern.compile("\"pid\":(\\d+)");

    public Repository repository() {
        return Repository.openOrCreate(folder.resolve("repository"));
    }

    public VolumeBackup backup() {
        return new VolumeBackup(new AuditLog(folder.resolve("audit.jsonl")));
    }

    /** A stack whose server is in a container. */
    public Stack stack(String container, List<DockerSide.StackService> services, String... volumes) {
        var through = new ContainerAddress(engine.address(), Optional.empty(), container);
        var server = new ServerAddress(container, 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(through));
        return new Stack("shop", Environment.DEVELOPMENT, server, List.of(), Optional.empty())
                .with(Optional.of(new DockerSide(engine.address(), Optional.empty(), List.of(volumes).stream().map(v -> new DockerSide.StackVolume(v, "")).toList(), services)));
    }

    public BackupSet backUp(Stack stack, String... volumes) {
        return backUp(stack, Progress.NONE, new Cancellation(), volumes);
    }

    public BackupSet backUp(Stack stack, Progress progress, Cancellation cancellation, String... volumes) {
        VolumeBackup backup = backup();
        return backup.run(backup.plan(stack, repository(), new VolumeBackupPlan.Options(List.of(volumes), Optional.empty(), 1)), progress, cancellation);
    }

    /** What a script of the test's resources prints when a shell runs it in a folder of a container. */
    public String script(String container, String folder, String name) throws Exception {
        return engine.run("exec", "-w", folder, container, "bash", "-c", text(name));
    }

    private static String text(String name) {
        try (var in = DockerGround.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Our helper containers that are there; not of other test runs on the same engine. */
    public String helpers() throws Exception {
        return helpersOf(ProcessHandle.current().pid());
    }

    /** Those of a process of this computer. */
    public String helpersOf(long pid) throws Exception {
        List<String> found = new ArrayList<>();
        for (String id : engine.run("ps", "-a", "-q", "--filter", "label=dev.lifeboat.helper").lines().toList()) {
            Matcher owner = OWNER.matcher(engine.runOrEmpty("inspect", "--format", "{{index .Config.Labels \"dev.lifeboat.helper\"}}", id));
            if (owner.find() && Long.parseLong(owner.group(1)) == pid) found.add(id);
        }
        return String.join("\n", found);
    }
}
