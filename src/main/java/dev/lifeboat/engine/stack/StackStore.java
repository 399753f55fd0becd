package dev.lifeboat.engine.stack;

import java.nio.file.Path;
import java.util.List;

/** The stacks, each a readable JSON file {@code <name>.json} in one folder. Thread-safe; reads the files anew each time. */
public final class StackStore {
    public StackStore(Path folder) { throw new UnsupportedOperationException(); }
    /** By name. @throws dev.lifeboat.engine.Failure.BadInput naming the file that cannot be read and why */
    public List<Stack> list() { throw new UnsupportedOperationException(); }
    /** @throws dev.lifeboat.engine.Failure.NotFound with the names that exist */
    public Stack get(String name) { throw new UnsupportedOperationException(); }
    /** Writes aside, fsyncs, renames. @throws dev.lifeboat.engine.Failure.BadInput for a bad name, port, ... (all problems at once) */
    public void save(Stack stack) { throw new UnsupportedOperationException(); }
    public void remove(String name) { throw new UnsupportedOperationException(); }
}
