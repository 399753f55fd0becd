package dev.lifeboat.engine.replication;

import java.nio.file.Path;
import java.util.Optional;

/** A local or mounted folder that sets are copied to. @param name like a stack's @param stack only this stack's sets, or every stack's */
public record Destination(String name, Path folder, Optional<String> stack) {}
