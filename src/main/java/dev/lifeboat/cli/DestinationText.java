package dev.lifeboat.cli;

import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.engine.replication.Window;
import dev.lifeboat.engine.replication.place.Location;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A destination in words and as JSON. */
final class DestinationText {

    private DestinationText() {}

    /** {@code in step, 3 sets, last copied 2 h ago}, or why not. */
    static String sentence(DestinationState state, Words words) {
        if (state.problem().isPresent()) {
            return "PROBLEM: " + state.problem().get();
        }
        String copied = words.count(state.copied().size(), "set") + " there" + state.lastCopied().map(at -> ", last copied " + words.ago(at)).orElse("");
        return state.waiting().isEmpty() ? "in step, " + copied
                : words.count(state.waiting().size(), "set") + " waiting (" + words.size(state.waitingBytes()) + "), " + copied;
    }

    static Map<String, Object> json(Destination destination) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", destination.name());
        json.put("place", destination.location().inWords());
        if (destination.location() instanceof Location.Folder(Path folder)) {
            json.put("folder", folder.toString());
        }
        if (destination.location() instanceof Location.Ssh ssh) {
            json.put("hostKey", ssh.hostKey().fingerprint());
        }
        json.put("stack", destination.stack().orElse(null));
        json.put("kinds", destination.filter().kinds());
        json.put("labels", destination.filter().labels());
        json.put("trusted", destination.terms().trusted());
        json.put("bytesPerSecond", destination.terms().bytesPerSecond().orElse(null));
        json.put("window", destination.terms().window().map(Window::toString).orElse(null));
        return json;
    }

    static Map<String, Object> json(DestinationState state) {
        Map<String, Object> json = json(state.destination());
        json.put("copied", state.copied());
        json.put("waiting", state.waiting());
        json.put("waitingBytes", state.waitingBytes());
        json.put("lastCopied", state.lastCopied().orElse(null));
        json.put("lastVerified", state.lastVerified().orElse(null));
        json.put("problem", state.problem().orElse(null));
        return json;
    }
}
