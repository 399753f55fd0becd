package dev.lifeboat.ui.common;

import dev.lifeboat.engine.stack.Stack;
import java.util.Optional;
import javafx.scene.Parent;

/**
 * One view of the window. The shell creates a view when its place is opened for the first time and keeps it.
 * A view builds its nodes in its constructor, shows what its model holds and never calls the engine; the model
 * does, through {@link Tasks}. All methods are called on the FX thread.
 */
public interface View {
    /** The same node at every call; its first heading is the view's title. */
    Parent node();

    /** The view has come to the front, also after the current stack changed: load what is missing or old. */
    default void onShown() {}

    /** Another view has come to the front: stop what only serves the eye. */
    default void onHidden() {}

    /**
     * A stack was chosen, or the current one was changed or removed. Called once after the view was made and before
     * {@link #onShown()}. A view in the background only forgets what it holds; {@code onShown()} follows when it is
     * seen again. A view in front gets {@code onShown()} right after this call.
     *
     * @param stack empty when there is none any more
     */
    default void onStackChanged(Optional<Stack> stack) {}

    /** How many changes closing the window would forget. */
    default int unsaved() {
        return 0;
    }

    /** Another view asked for something here: the name of a set, a job, a table. Called after {@link #onShown()}. */
    default void select(String subject) {}
}
