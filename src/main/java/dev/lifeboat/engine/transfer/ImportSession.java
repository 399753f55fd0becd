package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.postgres.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A transaction in which rows are copied into the target; what is not committed is rolled back. Not thread-safe. */
final class ImportSession implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final Session session;
    private final Connection connection;
    private final ImportPlan plan;
    private final Cancellation cancellation;
    private final Cancellation.Registration stopping;
    private boolean committed;

    ImportSession(Session session, ImportPlan plan, Cancellation cancellation) {
        this.session = session;
        this.plan = plan;
        this.cancellation = cancellation;
        connection = session.connection();
        stopping = cancellation.onCancel(this::stop);
    }

    /** Begins the transaction, and makes the table where it is a new one. @throws Failure.DatabaseError when it cannot be made */
    void begin() {
        cancellation.check();
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw Session.failure(e);
        }
        // As in the console: a time without a zone is one of this computer's.
        session.execute("reset time zone");
        plan.target().creation().ifPresent(session::execute);
    }

    private void stop() {
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            throw Session.failure(e);
        }
    }

    Session session() {
        return session;
    }


    /** What the server says to that is known: it was told so. */
    private static void giveUp(CopyIn copy) {
        try {
            if (copy.isActive()) copy.cancelCopy();
        } catch (SQLException _) {
            // The reason why the rows were given up is on its way already; the transaction is rolled back.
        }
    }

    /** Copies one piece, from which the server is brought back to where it was when it refuses it. @return why it did */
    Optional<SQLException> tryCopy(String sql, byte[] rows) {
        cancellation.check();
        session.execute("savepoint lifeboat_import");
        Optional<SQLException> refusal = Optional.empty();
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            write(copy, rows);
            copy.endCopy();
        } catch (SQLException e) {
            refusal = Optional.of(refusal(e));
            session.execute("rollback to savepoint lifeboat_import");
        }
        session.execute("release savepoint lifeboat_import");
        return refusal;
    }

    /** What the server said against rows; a connection that broke, or that was told to stop, has said nothing. */
    SQLException refusal(SQLException e) {
        cancellation.check();
        if (Session.failure(e) instanceof Failure.ConnectionFailed lost) throw lost;
        return e;
    }

    /** Copies the whole file. @throws BrokenRecord at the first record that cannot be sent */
    long copyFile(CsvRecords records, Runnable step) throws SQLException, BrokenRecord {
        var check = new RecordCheck(plan);
        var text = new CopyText(plan.fields());
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(plan.copy());
        try {
            for (Optional<CsvRecords.Row> row = records.next(); row.isPresent(); row = records.next()) {
                if (check.isPassedOver(row.get())) continue;
                Optional<ImportProblem> problem = check.problem(row.get());
                if (problem.isPresent()) throw new BrokenRecord(row.get().line(), problem.get().what(), null);
                text.add(row.get().values());
                if (text.length() > CHUNK) {
                    cancellation.check();
                    write(copy, text.take());
                    step.run();
                }
            }
            cancellation.check();
            write(copy, text.take());
            step.run();
            return copy.endCopy();
        } finally {
            giveUp(copy);
        }
    }

    private static void write(CopyIn copy, byte[] rows) throws SQLException {
        copy.writeToCopy(rows, 0, rows.length);
    }

    /** Has the server look at what it would look at when the transaction ends. */
    void checkDeferred() {
        session.execute("set constraints all immediate");
    }

    /** @throws Failure.ConnectionFailed when it cannot be known whether the rows are there */
    void commit() {
        cancellation.check();
        stopping.close();
        try {
            connection.commit();
            committed = true;
        } catch (SQLException e) {
            Failure failure = Session.failure(e);
            if (failure instanceof Failure.ConnectionFailed) {
                throw new Failure.ConnectionFailed(Failure.Layer.SERVER, "The connection broke while the rows were made final: they may be there, or not.", e,
                        "Look into the table before you import the file again.");
            }
            throw failure;
        }
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() {
        stopping.close();
        try (session) {
            if (!committed) connection.rollback();
        } catch (SQLException _) {
            // A connection that cannot roll back any more has ended its transaction with itself.
        }
    }
}
