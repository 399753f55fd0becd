package dev.lifeboat.engine.monitor;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks the ground: tools and their versions, connection, disk space, permissions. Changes nothing. Thread-safe. */
public final class Doctor {
    public Doctor(Tools tools, Passwords passwords) { throw new UnsupportedOperationException(); }
    public List<Check> examine(Optional<Stack> stack, Path repositoryFolder, Path configurationFolder) { throw new UnsupportedOperationException(); }
}
