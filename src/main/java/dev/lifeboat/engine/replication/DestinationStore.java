package dev.lifeboat.engine.replication;

import java.nio.file.Path;
import java.util.List;

/** The destinations, each a readable JSON file in one folder. Thread-safe. */
public final class DestinationStore {
    public DestinationStore(Path folder) { throw new UnsupportedOperationException(); }
    public List<Destination> list() { throw new UnsupportedOperationException(); }
    public Destination get(String name) { throw new UnsupportedOperationException(); }
    public void save(Destination destination) { throw new UnsupportedOperationException(); }
    public void remove(String name) { throw new UnsupportedOperationException(); }
}
