package dev.lifeboat.engine.restore;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Lsn;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server that recovers in a sandbox, apart from everything: no network, nothing archived, no subscription, none of the
 * settings of the server it is a copy of, except those that recovery must not have smaller. For one thread.
 */
final class Recovery {

    static final String CONFIGURATION = "lifeboat-recovery.conf";
    static final String ACCESS = "lifeboat-recovery.hba";
    static final String LOG = "lifeboat-recovery.log";
    static final String PORT = "5432";

    private static final int POLL_MILLIS = 300;
    /** Until the copy is consistent there is only waiting; a cancel ends it. */
    private static final String LONGEST_START_SECONDS = "86400";
    /** In this order the server learns of them: what an earlier recovery left in its settings is emptied first. */
    private static final List<String> TARGETS = List.of("recovery_target", "recovery_target_time", "recovery_target_xid", "recovery_target_name", "recovery_target_lsn");
    /** What the control file calls them, and what the configuration does. */
    private static final Map<String, String> NOT_SMALLER = Map.of("max_connections setting", "max_connections", "max_worker_processes setting", "max_worker_processes",
            "max_wal_senders setting", "max_wal_senders", "max_prepared_xacts setting", "max_prepared_transactions", "max_locks_per_xact setting", "max_locks_per_transaction");

    private final Sandbox sandbox;
    private final String role;
    private final Cancellation cancellation;

    /** @param replayed up to here; absent before the copy is consistent @param lastCommit time of the last transaction whose end was replayed */
    record State(boolean paused, Optional<Lsn> replayed, Optional<Instant> lastCommit) {}

    Recovery(Sandbox sandbox, String role, Cancellation cancellation) {
        this.sandbox = sandbox;
        this.role = role;
        this.cancellation = cancellation;
    }

    /**
     * Begins; returns when the copy is consistent and can be asked.
     *
     * @throws Failure.VerificationFailed when the server ended before, with the end of its log
     */
    void start(String targetSetting, String targetValue, boolean inclusive, int timeline) {
        Map<String, String> settings = new LinkedHashMap<>();
        String data = sandbox.dataDirectory();
        settings.put("config_file", data + "/" + CONFIGURATION);
        settings.put("hba_file", data + "/" + ACCESS);
        settings.put("listen_addresses", "");
        settings.put("port", PORT);
        settings.put("unix_socket_directories", data);
        settings.put("unix_socket_permissions", "0700");
        settings.put("ssl", "off");
        settings.put("archive_mode", "off");
        settings.put("archive_command", "");
        settings.put("primary_conninfo", "");
        settings.put("primary_slot_name", "");
        settings.put("max_logical_replication_workers", "0");
        settings.put("shared_preload_libraries", "");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        settings.put("lc_messages", "C");
        settings.put("log_timezone", "UTC");
        settings.put("timezone", "UTC");
        settings.put("hot_standby", "on");
        // Everything that is needed lies in pg_wal already.
        settings.put("restore_command", "false");
        settings.put("recovery_end_command", "");
        settings.put("archive_cleanup_command", "");
        settings.put("recovery_target_action", "pause");
        settings.put("recovery_target_inclusive", inclusive ? "on" : "off");
        settings.put("recovery_target_timeline", String.valueOf(timeline));
        settings.putAll(notSmaller());
        TARGETS.forEach(target -> settings.put(target, ""));
        settings.remove(targetSetting);
        settings.put(targetSetting, targetValue);
        StringBuilder options = new StringBuilder();
        settings.forEach((name, value) -> options.append(" -c '").append((name + "=" + value).replace("'", "'\\''")).append('\''));
        try {
            sandbox.run("pg_ctl", List.of("start", "-w", "-t", LONGEST_START_SECONDS, "-D", data, "-l", data + "/" + LOG, "-o", options.toString().strip()), cancellation);
        } catch (Failure.ToolFailed e) {
            throw ended();
        }
    }

    private Map<String, String> notSmaller() {
        Map<String, String> settings = new LinkedHashMap<>();
        sandbox.run("pg_controldata", List.of("-D", sandbox.dataDirectory()), cancellation).lines().forEach(line -> {
            int colon = line.indexOf(':');
            String setting = colon < 0 ? null : NOT_SMALLER.get(line.substring(0, colon));
            if (setting != null) {
                settings.put(setting, line.substring(colon + 1).strip());
            }
        });
        return settings;
    }

    /**
     * Waits until the server has come to its target and waits there.
     *
     * @throws Failure.VerificationFailed when it ended before, with the end of its log
     */
    State awaitPause(Lsn from, Progress progress) {
        Lsn shown = from;
        while (true) {
            cancellation.check();
            Optional<State> state = state();
            if (state.isPresent()) {
                Lsn now = state.get().replayed().orElse(shown);
                if (shown.isBefore(now)) {
                    progress.advance(now.value() - shown.value());
                    shown = now;
                }
                if (state.get().paused()) {
                    return state.get();
                }
            } else if (!isRunning()) {
                throw ended();
            }
            sleep();
        }
    }

    private Failure.VerificationFailed ended() {
        return new Failure.VerificationFailed("The server ended before it came to its target.", logTail());
    }

    private Optional<State> state() {
        String sql = "select pg_is_in_recovery() and pg_is_wal_replay_paused(), pg_last_wal_replay_lsn(), to_char(pg_last_xact_replay_timestamp(), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"+00:00\"')";
        try {
            String[] columns = query(sql).strip().split("\\|", -1);
            return Optional.of(new State(columns[0].equals("t"), Optional.of(columns[1]).filter(text -> !text.isEmpty()).map(Lsn::of),
                    Optional.of(columns[2]).filter(text -> !text.isEmpty()).map(text -> OffsetDateTime.parse(text).toInstant())));
        } catch (Failure.ToolFailed e) {
            return Optional.empty(); // it does not take connections yet, or is gone: which of the two is asked next
        }
    }

    /** The options by which a tool reaches it. */
    List<String> connection() {
        return List.of("-h", sandbox.dataDirectory(), "-p", PORT, "-U", role);
    }

    private List<String> psql() {
        List<String> words = new ArrayList<>(List.of("-X", "-A", "-t", "-w"));
        words.addAll(connection());
        words.addAll(List.of("-d", "template1"));
        return words;
    }

    /** What psql answers, unaligned. */
    String query(String sql) {
        List<String> arguments = new ArrayList<>(psql());
        arguments.addAll(List.of("-v", "ON_ERROR_STOP=1", "-c", sql));
        return sandbox.run("psql", arguments, cancellation);
    }

    /** The command line by which a person looks at it. */
    String lookCommand() {
        return sandbox.command("psql", List.of("-h", sandbox.dataDirectory(), "-p", PORT, "-U", role, "-d", "postgres"));
    }

    boolean isRunning() {
        return sandbox.succeeds("pg_ctl", List.of("status", "-D", sandbox.dataDirectory()));
    }

    /** Makes it a server of its own, on a new timeline. */
    void promote() {
        sandbox.run("pg_ctl", List.of("promote", "-w", "-t", "600", "-D", sandbox.dataDirectory()), cancellation);
        if (!query("select pg_is_in_recovery()").strip().equals("f")) {
            throw new Failure.VerificationFailed("The copy is still recovering after it was promoted.", logTail());
        }
    }

    void stop() {
        sandbox.run("pg_ctl", List.of("stop", "-w", "-m", "fast", "-t", "600", "-D", sandbox.dataDirectory()), new Cancellation());
    }

    /** What it said of where it stopped. */
    List<String> whereItStopped() {
        return log().filter(line -> line.contains("recovery stopping") || line.contains("pausing at the end of recovery") || line.contains("recovery has paused")).toList();
    }

    private List<String> logTail() {
        List<String> lines = log().toList();
        return lines.subList(Math.max(0, lines.size() - 15), lines.size());
    }

    private java.util.stream.Stream<String> log() {
        return sandbox.run("cat", List.of(sandbox.dataDirectory() + "/" + LOG), new Cancellation()).lines();
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }
}
