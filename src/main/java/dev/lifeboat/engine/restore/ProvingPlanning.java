package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.ServerImage;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.restore.ProvingPlan.Engine;
import dev.lifeboat.engine.restore.ProvingPlan.Place;
import dev.lifeboat.engine.restore.ProvingPlan.Where;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where a set can be tried. Changes nothing. */
final class ProvingPlanning {

    private final BackupSet set;
    private final Manifest manifest;
    private final Optional<Stack> stack;
    private final Tools tools;
    private final int major;

    /** @param stack that the set was taken from, when it is still known */
    ProvingPlanning(BackupSet set, Optional<Stack> stack, Tools tools) {
        this.set = set;
        this.stack = stack;
        this.tools = tools;
        manifest = set.manifest();
        major = Math.max(manifest.server().versionNumber(), ToolVersion.number(manifest.toolVersion())) / 10_000;
    }

    ProvingPlan plan(Where where) {
        boolean server = manifest.kind() == Kind.BASE || !manifest.databases().isEmpty();
        boolean files = !manifest.volumes().isEmpty();
        if (!server && !files) {
            throw new Failure.BadInput(set.id() + " holds nothing that could be brought back.", "Verify it in depth: lifeboat sets verify " + set.id() + " --deep");
        }
        Optional<Engine> volumes = files ? Optional.of(engine()) : Optional.empty();
        if (!server) {
            return new ProvingPlan(set, Optional.empty(), volumes, "Volumes are unpacked by the tar of an image that is on the host.");
        }
        return switch (where) {
            case CONTAINER -> new ProvingPlan(set, Optional.of(container()), volumes, "It was asked for.");
            case CLUSTER -> new ProvingPlan(set, Optional.of(new Place.Cluster(installation())), volumes, "It was asked for.");
            case DATABASE -> new ProvingPlan(set, Optional.of(ownServer()), volumes, "It was asked for.");
            case AUTO -> chosen(volumes);
        };
    }

    private ProvingPlan chosen(Optional<Engine> volumes) {
        Failure.ToolMissing noContainer;
        try {
            return new ProvingPlan(set, Optional.of(container()), volumes, "The image of the stack's server is on its host.");
        } catch (Failure.ToolMissing e) {
            noContainer = e;
        } catch (Failure.ConnectionFailed | Failure.NotFound e) {
            noContainer = new Failure.ToolMissing(e.getMessage(), e.hints());
        }
        try {
            return new ProvingPlan(set, Optional.of(new Place.Cluster(installation())), volumes, noContainer.getMessage() + " What is installed here fits.");
        } catch (Failure.ToolMissing e) {
            List<String> hints = new ArrayList<>(e.hints());
            hints.addAll(noContainer.hints());
            throw new Failure.ToolMissing(noContainer.getMessage() + " " + e.getMessage(), hints);
        }
    }

    private Place container() {
        Stack known = stack.orElseThrow(() -> new Failure.ToolMissing("The stack " + manifest.stack() + " is not known here, so neither is the image of its server.",
                List.of("Add the stack: lifeboat stack add " + manifest.stack())));
        Engine engine = engineOf(known).orElseThrow(() -> new Failure.ToolMissing("The stack " + known.name() + " names no container.",
                List.of("Let lifeboat stack discover find its container.")));
        try (DockerEngine docker = DockerEngine.open(engine.address(), engine.certificates())) {
            ServerImage image = ServerImage.of(docker, known).orElseThrow(() -> new Failure.ToolMissing("No image of the server of " + known.name() + " is on the host.",
                    List.of("Start the stack's containers; nothing is pulled.")));
            image.major().filter(found -> manifest.kind() == Kind.BASE ? found != major : found < major).ifPresent(found -> {
                throw new Failure.ToolMissing("The image " + image.name() + " has PostgreSQL " + found + ", and the set needs " + major + ".", List.of());
            });
            return new Place.Container(new Engine(engine.address(), engine.certificates(), List.of(image.id())), image);
        }
    }

    private static Optional<Engine> engineOf(Stack stack) {
        return stack.server().through().map(through -> new Engine(through.engine(), through.certificates(), List.of()))
                .or(() -> stack.docker().map(side -> new Engine(side.engine(), side.certificates(), List.of())));
    }

    /** Where the volumes are. */
    private Engine engine() {
        Stack known = stack.orElseThrow(() -> new Failure.ToolMissing("The stack " + manifest.stack() + " is not known here, and so no Docker engine to unpack its volumes on.",
                List.of("Add the stack: lifeboat stack add " + manifest.stack())));
        Engine where = known.docker().map(ProvingPlanning::engine).or(() -> engineOf(known)).orElseThrow(() ->
                new Failure.ToolMissing("The stack " + known.name() + " names no Docker engine to unpack its volumes on.", List.of("Let lifeboat stack discover find it.")));
        try (DockerEngine docker = DockerEngine.open(where.address(), where.certificates())) {
            List<String> images = ServerImage.withTar(docker, known);
            if (images.isEmpty()) {
                throw new Failure.ToolMissing("No image of the stack " + known.name() + " is on the host, and nothing is pulled.", List.of("Start the stack's containers."));
            }
            return new Engine(where.address(), where.certificates(), images);
        }
    }

    private static Engine engine(DockerSide side) {
        return new Engine(side.engine(), side.certificates(), List.of());
    }

    private Place ownServer() {
        if (manifest.kind() == Kind.BASE) {
            throw new Failure.BadInput(set.id() + " is a copy of a whole server, which cannot be tried within another.", "Leave the place out, or name container or cluster.");
        }
        return new Place.OwnServer(stack.orElseThrow(() -> new Failure.BadInput("The stack " + manifest.stack() + " is not known here, so neither is its server.",
                "Add the stack: lifeboat stack add " + manifest.stack())));
    }

    private Tools.Installation installation() {
        if (manifest.kind() == Kind.BASE) {
            return HostSandbox.serverOf(major, tools, stack.flatMap(Stack::tools));
        }
        return tools.search(Optional.empty()).found().reversed().stream()
                .filter(found -> found.hasServer() && found.versionNumber() / 10_000 >= major).findFirst()
                .orElseThrow(() -> new Failure.ToolMissing("No PostgreSQL server of version " + major + " or newer is installed here to restore the set into.",
                        List.of("Install one, on Debian: apt install postgresql-" + major + "; it need not run.")));
    }
}
