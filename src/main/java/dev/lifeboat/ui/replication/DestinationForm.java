package dev.lifeboat.ui.replication;

import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.ui.common.Messages;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * What the sheet for a new destination holds, and the one step from there to what the engine takes. Immutable; looks
 * at no file: whether the folder can be used is what the test finds out.
 *
 * @param name as typed
 * @param folder as typed
 * @param onlyStack the one stack whose sets are copied; empty: those of every stack
 */
public record DestinationForm(String name, String folder, Optional<String> onlyStack) {
    /** What is wrong with the name. @param taken the names there are already */
    public Optional<String> nameProblem(Collection<String> taken) {
        var text = name.strip();
        if (text.isEmpty()) return Optional.of(Messages.text("replication.form.noName"));
        if (!text.matches("[a-z][a-z0-9-]{0,39}")) return Optional.of(Messages.text("replication.form.badName"));
        return taken.contains(text) ? Optional.of(Messages.text("replication.form.takenName", text)) : Optional.empty();
    }

    /** What is wrong with the folder. */
    public Optional<String> folderProblem() {
        if (folder.isBlank()) return Optional.of(Messages.text("replication.form.noFolder"));
        try {
            return Path.of(folder.strip()).isAbsolute()
                    ? Optional.empty()
                    : Optional.of(Messages.text("replication.form.relativeFolder"));
        } catch (InvalidPathException e) {
            return Optional.of(Messages.text("replication.form.badFolder", e.getReason()));
        }
    }

    /** The destination, or empty while there is a problem. */
    public Optional<Destination> destination(Collection<String> taken) {
        if (nameProblem(taken).isPresent() || folderProblem().isPresent()) return Optional.empty();
        return Optional.of(new Destination(name.strip(), Path.of(folder.strip()).normalize(), onlyStack));
    }
}
