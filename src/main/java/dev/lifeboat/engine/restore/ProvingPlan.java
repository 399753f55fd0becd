package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.docker.ServerImage;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Exactly what a proof of a set will do; immutable.
 *
 * @param server  where its databases, or its whole server, are brought back; empty for a set without
 * @param volumes where its volumes are unpacked; empty for a set without
 * @param why     why there, one sentence
 */
public record ProvingPlan(BackupSet set, Optional<Place> server, Optional<Engine> volumes, String why) {

    /** What the operator can ask for. */
    public enum Where {
        /** A container when the stack's image is there, otherwise a temporary cluster. */
        AUTO,
        /** A container without a network, of the image that the stack's server runs in. */
        CONTAINER,
        /** A server of its own, of what is installed on this computer. */
        CLUSTER,
        /** Databases beside the present ones, on the stack's own server. */
        DATABASE
    }

    /** Where a server is tried. */
    public sealed interface Place {

        /** For people: "a scratch container of postgres:17". */
        String inWords();

        /** A container of an image that is on the host. */
        record Container(Engine engine, ServerImage image) implements Place {
            @Override public String inWords() {
                return "a scratch container of " + image.name() + " (" + shortened(image.id()) + ") without a network";
            }
        }

        /** A temporary cluster of an installed server. */
        record Cluster(Tools.Installation installation) implements Place {
            @Override public String inWords() {
                return "a scratch server of PostgreSQL " + installation.version() + " on this computer";
            }
        }

        /** The stack's own server. */
        record OwnServer(Stack stack) implements Place {
            @Override public String inWords() {
                return "scratch databases on the server of the stack " + stack.name();
            }
        }
    }

    /** A Docker or Podman engine. @param imageIds on the host whose tar may be used */
    public record Engine(URI address, Optional<Path> certificates, List<String> imageIds) {}

    /** Where all of it is tried, for people. */
    public String place() {
        String unpacked = "a throw-away volume";
        return server.map(Place::inWords).map(words -> volumes.isPresent() ? words + ", and " + unpacked : words).orElse(unpacked);
    }

    private static String shortened(String imageId) {
        String hex = imageId.substring(imageId.indexOf(':') + 1);
        return hex.substring(0, Math.min(12, hex.length()));
    }
}
