package dev.lifeboat.engine.postgres;

import dev.lifeboat.engine.Failure;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What is wrong with SQL that a person wrote.
 *
 * @param message  in the server's words
 * @param position of the character in that SQL, counted from 0, where it is wrong; empty when the server names none
 */
public record SqlComplaint(String message, Optional<Integer> position) {

    /**
     * What the server says of a condition over the columns of a table. It is planned, not run.
     *
     * @param condition one expression: the caller has seen to it that it neither closes a bracket before it nor ends the statement
     * @return empty when the server understands it
     * @throws Failure.ConnectionFailed when the server cannot be asked
     */
    public static Optional<SqlComplaint> about(Session session, CatalogTable table, String condition) {
        String before = "explain select 1 from " + Sql.name(table.schema()) + "." + Sql.name(table.name()) + " where (";
        try {
            session.execute(before + condition + "\n)");
            return Optional.empty();
        } catch (Failure.DatabaseError e) {
            return Optional.of(of(e, before.length(), condition.length()));
        }
    }

    private static SqlComplaint of(Failure.DatabaseError error, int before, int length) {
        if (!(error.getCause() instanceof PSQLException e) || e.getServerErrorMessage() == null) {
            return new SqlComplaint(error.getMessage(), Optional.empty());
        }
        ServerErrorMessage said = e.getServerErrorMessage();
        int at = said.getPosition() - 1 - before;
        String hint = said.getHint() == null ? "" : ". " + said.getHint();
        // The server counts characters, Java the halves of those beyond the 65,536 first: such a text is marked a little too early.
        return new SqlComplaint(said.getMessage() + hint, said.getPosition() > 0 && at >= 0 ? Optional.of(Math.min(at, length)) : Optional.empty());
    }
}
