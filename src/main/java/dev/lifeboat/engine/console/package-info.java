/**
 * Runs what a person writes: SQL text cut into statements, and a session of its own that runs them one by one.
 *
 * <p>{@link dev.lifeboat.engine.console.SqlScript} cuts text as the server's lexer does, without a server.
 * {@link dev.lifeboat.engine.console.ConsoleSession} is one connection with its transaction, settings and temporary
 * tables; statements on it run one after the other, {@link dev.lifeboat.engine.console.ConsoleSession#stop} may be
 * called from any thread.
 *
 * <h2>Stacks that are read-only</h2>
 * {@code default_transaction_read_only} alone is a default that any session may change. Here each statement runs inside
 * of a transaction that the session has made READ ONLY and that has taken its snapshot: from then on the server itself
 * refuses to make it writable ("transaction read-write mode must be set before any query"), by whatever way it is
 * asked: {@code SET TRANSACTION}, {@code set_config}, a function. A {@code BEGIN READ WRITE} of the person's own is
 * turned read-only before anything else runs in it, and so is what {@code COMMIT AND CHAIN} begins. One message carries
 * one statement: what the driver would cut into several is refused.
 *
 * <p>What no server guards in a read-only transaction, because it is no change of tables: functions that act on the
 * server or outside of it (ending sessions, {@code COPY .. TO} a file or program, {@code dblink}, untrusted languages),
 * temporary tables, {@code NOTIFY}, advisory locks. Only a role without those privileges keeps a person from them.
 */
package dev.lifeboat.engine.console;
