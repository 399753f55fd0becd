package dev.lifeboat.engine;

import java.util.List;
import java.util.Objects;

/**
 * An expected failure of the engine: what happened (the message, one sentence for people), what to do about it
 * (the hints), a stable code for programs, and the cause.
 *
 * <p>The window and the terminal show the same words. Callers tell failures apart by type, never by text. No text in
 * here ever holds a secret. Anything thrown by the engine that is not a {@code Failure} is a defect of Lifeboat.
 */
public abstract sealed class Failure extends RuntimeException {

    private final String code;
    private final List<String> hints;

    private Failure(String code, String whatHappened, List<String> hints, Throwable causeOrNull) {
        super(Objects.requireNonNull(whatHappened), causeOrNull);
        this.code = code;
        this.hints = List.copyOf(hints);
    }

    /** A stable, dotted, lower-case code such as {@code connection.authentication}; never localised. */
    public final String code() {
        return code;
    }

    /** What a person can do, most promising first; may be empty. */
    public final List<String> hints() {
        return hints;
    }

    /** Something a person or a script gave is not usable: a text where a number is asked for, an unknown name. */
    public static final class BadInput extends Failure {
        public BadInput(String whatHappened, String... hints) {
            super("input", whatHappened, List.of(hints), null);
        }
    }

    /** A stack, backup set, destination or database that was named does not exist. */
    public static final class NotFound extends Failure {
        public NotFound(String whatHappened, String... hints) {
            super("not-found", whatHappened, List.of(hints), null);
        }
    }

    /** The part of reaching a server that failed. */
    public enum Layer { DOCKER, NAME, TCP, TLS, AUTHENTICATION, DATABASE, SERVER }

    /** A server, of a database or of mail, could not be reached, or went away. {@link #layer()} says where it failed. */
    public static final class ConnectionFailed extends Failure {
        private final Layer layer;

        public ConnectionFailed(Layer layer, String whatHappened, Throwable cause, String... hints) {
            super("connection." + layer.name().toLowerCase(java.util.Locale.ROOT), whatHappened, List.of(hints), cause);
            this.layer = layer;
        }

        public Layer layer() {
            return layer;
        }
    }

    /** The server refused a statement. {@link #sqlState()} is PostgreSQL's five-character code. */
    public static final class DatabaseError extends Failure {
        private final String sqlState;

        public DatabaseError(String sqlState, String whatHappened, Throwable cause, String... hints) {
            super("database." + sqlState, whatHappened, List.of(hints), cause);
            this.sqlState = sqlState;
        }

        public String sqlState() {
            return sqlState;
        }
    }

    /** No pg_dump, pg_restore, ... that is new enough was found. The hints name the places looked at and the package. */
    public static final class ToolMissing extends Failure {
        public ToolMissing(String whatHappened, List<String> hints) {
            super("tool.missing", whatHappened, hints, null);
        }
    }

    /** A tool ran and ended with an error, or was killed. {@link #output()} is the end of what it wrote to stderr. */
    public static final class ToolFailed extends Failure {
        private final String output;

        public ToolFailed(String whatHappened, String output, Throwable causeOrNull, String... hints) {
            super("tool.failed", whatHappened, List.of(hints), causeOrNull);
            this.output = output;
        }

        public String output() {
            return output;
        }
    }

    /** There is no repository where one was expected, or the folder is not ours, or it cannot be written. */
    public static final class NoRepository extends Failure {
        public NoRepository(String whatHappened, Throwable causeOrNull, String... hints) {
            super("repository.missing", whatHappened, List.of(hints), causeOrNull);
        }
    }

    /** Another process works in the repository. */
    public static final class RepositoryLocked extends Failure {
        public RepositoryLocked(String whatHappened, String... hints) {
            super("repository.locked", whatHappened, List.of(hints), null);
        }
    }

    /** Another process is already what this one was asked to be: the agent of this configuration. */
    public static final class AgentRunning extends Failure {
        public AgentRunning(String whatHappened, String... hints) {
            super("agent.running", whatHappened, List.of(hints), null);
        }
    }

    /** A file could not be written or read: no space, no permission, an error of the disk. */
    public static final class StorageFailed extends Failure {
        private final boolean full;

        public StorageFailed(boolean full, String whatHappened, Throwable cause, String... hints) {
            super(full ? "storage.full" : "storage", whatHappened, List.of(hints), cause);
            this.full = full;
        }

        /** True when the disk had no space left. */
        public boolean full() {
            return full;
        }
    }

    /** A backup set is damaged: a member missing, cut or changed, a manifest unreadable or of a newer version. */
    public static final class SetDamaged extends Failure {
        public SetDamaged(String whatHappened, Throwable causeOrNull, String... hints) {
            super("set.damaged", whatHappened, List.of(hints), causeOrNull);
        }
    }

    /** What is missing to open something encrypted. */
    public enum KeyTrouble {
        /** None of the keys at hand is one that it was encrypted to. */
        NO_KEY,
        /** The key is kept here, under a passphrase that was not given. */
        LOCKED,
        /** It was encrypted with a passphrase that was not given. */
        PASSPHRASE,
        /** The passphrase that was given does not open it. */
        WRONG_PASSPHRASE
    }

    /** Something encrypted cannot be opened: the key is missing, locked or wrong. It is not damaged, as far as one can tell. */
    public static final class KeyNeeded extends Failure {
        private final KeyTrouble trouble;

        public KeyNeeded(KeyTrouble trouble, String whatHappened, String... hints) {
            super("key." + trouble.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), whatHappened, List.of(hints), null);
            this.trouble = trouble;
        }

        public KeyTrouble trouble() {
            return trouble;
        }
    }

    /** A check before a restore failed; nothing was changed. */
    public static final class PreflightFailed extends Failure {
        public PreflightFailed(String whatHappened, List<String> hints) {
            super("preflight", whatHappened, hints, null);
        }
    }

    /** What was restored, or copied, is not what was recorded. */
    public static final class VerificationFailed extends Failure {
        public VerificationFailed(String whatHappened, List<String> differences) {
            super("verification", whatHappened, differences, null);
        }
    }

    /** Work took longer than it was given, and was stopped. The message says what state things were left in. */
    public static final class TimedOut extends Failure {
        public TimedOut(String whatHappened, String... hints) {
            super("timed-out", whatHappened, List.of(hints), null);
        }
    }

    /** The operator cancelled. The message says what state things were left in. */
    public static final class Cancelled extends Failure {
        public Cancelled(String whatHappened) {
            super("cancelled", whatHappened, List.of(), null);
        }
    }
}
