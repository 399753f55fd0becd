package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.docker.ComposeFiles;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.StackInspection;
import dev.lifeboat.engine.docker.StackRecipe;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.repository.StackRecord;
import dev.lifeboat.engine.repository.StackRecord.ComposeRecord;
import dev.lifeboat.engine.repository.StackRecord.ContainerRecord;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records in a set what its stack is made of, so that the stack can be created again on another host: what its containers
 * are, and the Compose files they were started from. A backup does not fail with it. For one use by one thread.
 */
public final class StackRecording {

    private static final String PHASE = "Recording what the stack is made of";

    private final Stack stack;
    private final ContainerEnvironment environment;
    private final Progress progress;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** @param encryption of the set */
    StackRecording(Stack stack, Encryption encryption, Progress progress) {
        this.stack = stack;
        this.progress = progress;
        environment = environment(stack, encryption).orElse(ContainerEnvironment.NONE);
    }

    /**
     * How much of the containers' environment a set will hold; empty when nothing is known of the stack's containers, and
     * so nothing recorded.
     *
     * @throws Failure.BadInput when it shall hold secrets and is not encrypted
     */
    public static Optional<ContainerEnvironment> environment(Stack stack, Encryption encryption) {
        Optional<DockerSide> side = stack.dockerSide();
        Optional<ContainerEnvironment> chosen = side.flatMap(DockerSide::environment);
        if (chosen.filter(ContainerEnvironment.ENCRYPTED::equals).isPresent() && encryption instanceof Encryption.None) {
            throw new Failure.BadInput("The containers' environment holds passwords and shall be recorded whole, but the set would not be encrypted.",
                    "Encrypt the stack's sets: lifeboat keys rotate --stack " + stack.name() + " --to KEY", "Or record the names only: --container-environment names.");
        }
        return side.map(_ -> chosen.orElseGet(() -> ContainerEnvironment.usual(encryption)));
    }

    /** What could not be recorded although it should have been. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Asks the engine and writes what it says into the set.
     *
     * @param docker what the set records of the Docker side already
     * @return the same with what the stack is made of
     * @throws Failure.StorageFailed when it cannot be written
     */
    Optional<DockerRecord> into(SetWriter writer, Optional<DockerRecord> docker) {
        Optional<DockerSide> side = stack.dockerSide();
        if (side.isEmpty()) {
            return docker;
        }
        progress.phase(PHASE, Progress.UNKNOWN, Unit.STEPS);
        StackRecipe recipe;
        List<ComposeFiles.Found> files;
        DockerRecord base;
        String product;
        try (DockerEngine engine = VolumeBackup.open(side.get())) {
            StackInspection inspection = new StackInspection(engine, stack);
            StackRecipe whole = inspection.whole();
            files = new ComposeFiles(side.get().engine()).of(whole.containers());
            recipe = environment == ContainerEnvironment.ENCRYPTED ? whole : inspection.without(whole, environment);
            base = docker.orElseGet(() -> new DockerRecord(engine.version(), List.of(), Optional.empty()));
            product = engine.product();
        } catch (Failure.ConnectionFailed | Failure.NotFound e) {
            warnings.add("What the stack is made of was not recorded: " + e.getMessage());
            return docker;
        }
        if (recipe.containers().isEmpty()) {
            remarks.add("No container of the stack was found.");
        }
        String member = write(writer, MemberPath.STACK, Json.readable(recipe));
        List<ComposeRecord> compose = compose(files, writer);
        remarks.forEach(progress::note);
        return Optional.of(base.with(Optional.of(new StackRecord(product, member, environment, containers(recipe), compose, remarks))));
    }

    private static List<ContainerRecord> containers(StackRecipe recipe) {
        return recipe.containers().stream().map(one -> new ContainerRecord(one.name(), one.service(), one.image().name(), one.image().id(), one.image().digests())).toList();
    }

    private List<ComposeRecord> compose(List<ComposeFiles.Found> files, SetWriter writer) {
        List<ComposeRecord> records = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        boolean whole = environment == ContainerEnvironment.ENCRYPTED;
        for (ComposeFiles.Found file : files) {
            if (file.content().isEmpty()) {
                remarks.add("The " + (file.variables() ? "file of variables " : "Compose file ") + file.path() + " could not be recorded: " + file.why() + ".");
            }
            Optional<byte[]> content = whole ? file.content() : file.without(environment);
            Optional<String> member = content.map(bytes -> write(writer, MemberPath.ofCompose(file.name(), numbers.merge(file.name(), 1, Integer::sum)), bytes));
            records.add(new ComposeRecord(file.path(), member, whole && member.isPresent()));
        }
        return records;
    }

    /** As it is: a person shall read it without a tool. @return the member's path */
    private static String write(SetWriter writer, String path, byte[] content) {
        try (MemberWriter member = writer.member(path, Compression.NONE, 0, 0)) {
            member.write(content);
            return member.finish().path();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + path, e);
        }
    }
}
