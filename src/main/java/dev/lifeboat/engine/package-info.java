/**
 * Everything that protects data. Knows no window and no terminal: the window and the command line call the same
 * plans and operations here, and learn of trouble through {@link dev.lifeboat.engine.Failure}.
 *
 * <p>Ground floor: {@code job}, {@code secret}, {@code audit}. On them {@code stack} and {@code postgres}, with
 * {@code console} and {@code transfer} for a person's own work; then {@code repository}; on that {@code backup},
 * {@code restore} and {@code replication}; {@code monitor} on top.
 */
package dev.lifeboat.engine;
