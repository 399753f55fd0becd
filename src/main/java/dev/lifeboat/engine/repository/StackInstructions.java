package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.repository.StackRecord.ComposeRecord;
import dev.lifeboat.engine.repository.StackRecord.ContainerRecord;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import java.util.List;

/** The part of RESTORE.md that says how the stack's containers are made again on another host. */
final class StackInstructions {

    private StackInstructions() {}

    /** Adds the part; nothing when the set does not say what the stack was made of. */
    static void append(StringBuilder text, Manifest manifest) {
        manifest.docker().flatMap(DockerRecord::stack).ifPresent(stack -> append(text, manifest, stack));
    }

    private static void append(StringBuilder text, Manifest manifest, StackRecord stack) {
        text.append("""

                ## On a new host

                What the containers of the stack were (image, command, environment, mounts, networks, ports, limits), as %s %s had them:

                       %s

                """.formatted(stack.product(), manifest.docker().orElseThrow().engine(), RestoreInstructions.content(manifest, stack.member())));
        text.append(switch (stack.environment()) {
            case ENCRYPTED -> "The values of the environment are in it, with the passwords.\n\n";
            case NAMES -> "What may be a secret is left out of it, and has to be given again: it is listed there under \"leftOut\".\n\n";
            case NONE -> "The environment is not in it, nor anything else that may be a secret; what is missing is listed there under \"leftOut\".\n\n";
        });
        images(text, stack);
        compose(text, manifest, stack);
        text.append("""
                Where no Compose file is: create each container with docker create, as it is described there, volumes and networks first.
                Make the volumes and fill them before the services start, then start the server, restore the databases, and start the rest.
                """);
        stack.remarks().forEach(remark -> text.append("\n(").append(RestoreInstructions.oneLine(remark)).append(")\n"));
    }

    private static void images(StringBuilder text, StackRecord stack) {
        List<ContainerRecord> pulled = stack.containers().stream().filter(one -> !one.digests().isEmpty()).toList();
        if (!pulled.isEmpty()) {
            text.append("The very same images:\n\n");
            pulled.stream().map(one -> one.digests().getFirst()).distinct().forEach(digest -> text.append("       docker pull ").append(RestoreInstructions.shell(digest)).append('\n'));
            text.append('\n');
        }
        List<String> built = stack.containers().stream().filter(one -> one.digests().isEmpty()).map(ContainerRecord::image).distinct().toList();
        if (!built.isEmpty()) {
            text.append("Not from a registry, and so to be built or loaded again: ").append(RestoreInstructions.oneLine(String.join(", ", built))).append(".\n\n");
        }
    }

    private static void compose(StringBuilder text, Manifest manifest, StackRecord stack) {
        List<ComposeRecord> kept = stack.compose().stream().filter(one -> one.member().isPresent()).toList();
        if (kept.isEmpty()) {
            return;
        }
        text.append(stack.environment() == ContainerEnvironment.ENCRYPTED ? "The Compose files, into a folder of their own:\n\n"
                : "The Compose files, without what may be a secret (fill in what is marked), into a folder of their own:\n\n");
        text.append("       mkdir -p new-stack\n");
        StringBuilder options = new StringBuilder();
        for (ComposeRecord one : kept) {
            String member = one.member().orElseThrow();
            String name = name(one, member);
            text.append("       ").append(RestoreInstructions.content(manifest, member)).append(" > new-stack/").append(RestoreInstructions.shell(name)).append('\n');
            options.append(name.matches(".*\\.(ya?ml|json)") ? " -f " + RestoreInstructions.shell(name) : "");
        }
        text.append("       cd new-stack && docker compose").append(options).append(" up --no-start\n\n");
    }

    /** As it was called, with the number that tells it from another of the same name. */
    private static String name(ComposeRecord file, String member) {
        String stored = member.substring(member.lastIndexOf('/') + 1);
        String number = stored.matches("[0-9]+-.*") && !file.path().endsWith("/" + stored) ? stored.substring(0, stored.indexOf('-') + 1) : "";
        return number + file.path().substring(file.path().lastIndexOf('/') + 1);
    }
}
