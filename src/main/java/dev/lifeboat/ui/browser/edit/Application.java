package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.error.CheckViolation;
import dev.lifeboat.orm.error.ConnectionLost;
import dev.lifeboat.orm.error.ConstraintViolation;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One try to apply a stage. Each statement must change exactly one row. */
final class Application {
    /** How long another transaction may hold a row that is to be changed. */
    private static final String LOCK_LIMIT = "10s";
    private static final int QUESTIONS = 20;
    private static final long PAUSE_MILLIS = 250;

    private final Db db;
    private final Stage stage;
    private final List<Staged> missed = new ArrayList<>();
    private final List<Staged> several = new ArrayList<>();
    private Optional<Staged> current = Optional.empty();
    private boolean committing;
    private long transaction;

    Application(Db db, Stage stage) {
        this.db = db;
        this.stage = stage;
    }

    /** Thrown inside of the transaction, to undo it. */
    private static final class NotAsRead extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Outcome run() {
        try {
            db.tx(this::statements);
            return new Outcome.Applied(stage, false);
        } catch (NotAsRead _) {
            return refused();
        } catch (ConnectionLost e) {
            return committing ? askedAfterwards(e) : new Outcome.Lost(StackWriter.failure(e));
        } catch (DatabaseException e) {
            return new Outcome.Refused(conflicts(), List.of(rejection(e)));
        }
    }

    private void statements() {
        // Known before anything is changed, so that the server can be asked about it when the answer to the commit is lost.
        transaction = db.sql("select txid_current() as id").one(Long.class);
        db.sql("select set_config('lock_timeout', :limit, true) as lock_limit", "limit", LOCK_LIMIT).one(String.class);
        for (Staged staged : stage.changes()) {
            current = Optional.of(staged);
            var sql = ChangeSql.of(staged);
            int rows = db.sql(sql.text(), sql.values().toArray()).run();
            if (rows == 0) missed.add(staged);
            else if (rows > 1) several.add(staged);
        }
        current = Optional.empty();
        if (!missed.isEmpty() || !several.isEmpty()) throw new NotAsRead();
        // What is checked at the end only is checked now: after it nothing but the commit can fail.
        db.sql("set constraints all immediate").run();
        committing = true;
    }

    private Outcome.Refused refused() {
        var conflicts = conflicts();
        List<Outcome.Rejection> untold = missed.stream().filter(staged -> conflicts.stream().noneMatch(conflict -> conflict.staged() == staged))
                .map(staged -> new Outcome.Rejection(Optional.of(staged), List.of(), Outcome.SILENT)).toList();
        return new Outcome.Refused(conflicts, Stream.concat(untold.stream(),
                several.stream().map(staged -> new Outcome.Rejection(Optional.of(staged), List.of(), Outcome.SEVERAL))).toList());
    }

    /** The rows that were not found as they were read, as they are now. One that is as it was is none: a trigger or a policy kept it. */
    private List<Outcome.Conflict> conflicts() {
        List<Outcome.Conflict> conflicts = new ArrayList<>();
        for (Staged staged : missed) {
            switch (staged.change()) {
                case RowChange.Inserted _ -> {}
                case RowChange.Updated(var key, var cells) -> {
                    var theirs = new RowValues(staged.table(), key).read(db);
                    if (theirs.isEmpty() || cells.entrySet().stream().anyMatch(cell -> differs(cell.getValue().before(), theirs.get().get(cell.getKey())))) {
                        conflicts.add(new Outcome.Conflict(staged, theirs));
                    }
                }
                case RowChange.Deleted(var key, var before) -> {
                    var theirs = new RowValues(staged.table(), key).read(db);
                    if (theirs.isEmpty() || before.entrySet().stream().anyMatch(cell -> differs(cell.getValue(), theirs.get().get(cell.getKey())))) {
                        conflicts.add(new Outcome.Conflict(staged, theirs));
                    }
                }
            }
        }
        return conflicts;
    }

    private static boolean differs(Original mine, Original theirs) {
        return theirs == null || mine.differs(theirs);
    }

    private Outcome.Rejection rejection(DatabaseException e) {
        return new Outcome.Rejection(current, columns(e), e.getMessage());
    }

    private List<String> columns(DatabaseException e) {
        return switch (e) {
            case CheckViolation check -> current.map(staged -> ofCheck(staged, check.constraint())).orElse(List.of());
            case ConstraintViolation constraint -> constraint.columns();
            case InvalidValue _ -> current.map(this::wrongOnes).orElse(List.of());
            default -> List.of();
        };
    }

    private List<String> ofCheck(Staged staged, String constraint) {
        return db.sql("""
                select a.attname::text as name from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
                where c.conrelid = cast(:oid as oid) and c.conname = :name order by a.attnum""", "oid", staged.table().oid(), "name", constraint).as(String.class);
    }

    private List<String> wrongOnes(Staged staged) {
        Map<String, Value> given = switch (staged.change()) {
            case RowChange.Inserted(_, var values) -> values;
            case RowChange.Updated(_, var cells) -> cells.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, cell -> cell.getValue().after()));
            case RowChange.Deleted _ -> Map.of();
        };
        return staged.table().columns().stream()
                .filter(column -> given.get(column.name()) instanceof Value.Text(var text) && ValueCheck.wrong(db, column, text).isPresent())
                .map(CatalogColumn::name).toList();
    }

    /** The server remembers what became of a transaction, also over a restart of its own. */
    private Outcome askedAfterwards(ConnectionLost lost) {
        for (int i = 0; i < QUESTIONS; i++) {
            try {
                String status = db.sql("select coalesce(txid_status(:id), '') as status", "id", transaction).one(String.class);
                switch (status) {
                    case "committed" -> {
                        return new Outcome.Applied(stage, true);
                    }
                    case "aborted" -> {
                        return new Outcome.Lost(StackWriter.failure(lost));
                    }
                    case "in progress" -> pause();
                    default -> {
                        return new Outcome.Unknown(StackWriter.failure(lost));
                    }
                }
            } catch (DatabaseException _) {
                pause();
            }
        }
        return new Outcome.Unknown(StackWriter.failure(lost));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
