package dev.lifeboat.engine.console;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why a statement failed, in the server's words.
 *
 * @param sqlState five characters
 * @param detail   what the server adds
 * @param hint     what it advises
 * @param where    the functions it was in
 * @param at       where in the statement's text, as an index of a char
 * @param lost     whether the connection is gone, and with it the transaction, the settings and temporary tables
 */
public record SqlTrouble(String sqlState, String message, Optional<String> detail, Optional<String> hint, Optional<String> where,
        OptionalInt at, boolean lost) {

    /** The session was asked to stop the statement, and did. */
    static final String CANCELLED = "57014";

    /** Something that is wrong before the server is asked. */
    static SqlTrouble own(String message, String hint) {
        return new SqlTrouble("", message, Optional.empty(), Optional.of(hint), Optional.empty(), OptionalInt.empty(), false);
    }

    /** @param before how many chars stand before the statement in what was sent */
    static SqlTrouble of(SQLException e, String sent, int before) {
        String state = e.getSQLState() == null ? "XX000" : e.getSQLState();
        boolean lost = state.startsWith("08") || state.startsWith("57P");
        ServerErrorMessage server = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
        // The driver has one state for this and for broken connections: only its words tell them apart, for a better hint.
        if (server == null && state.equals("08S01") && e.getMessage() != null && e.getMessage().contains("maxResultBuffer")) {
            return new SqlTrouble(state, "A row is too large to be read here.", Optional.empty(),
                    Optional.of("Read a part of the value, as with left(column, 1000), or its length. The connection had to be given up."),
                    Optional.empty(), OptionalInt.empty(), true);
        }
        if (server == null) {
            return new SqlTrouble(state, String.valueOf(e.getMessage()), Optional.empty(), Optional.empty(), Optional.empty(), OptionalInt.empty(), lost);
        }
        Optional<String> inside = Optional.ofNullable(server.getInternalQuery()).map(query -> "\n" + query);
        Optional<String> where = Optional.ofNullable(server.getWhere()).map(text -> text + inside.orElse("")).or(() -> inside.map(String::strip));
        return new SqlTrouble(state, String.valueOf(server.getMessage()), Optional.ofNullable(server.getDetail()), Optional.ofNullable(server.getHint()),
                where, place(server.getPosition(), sent, before), lost);
    }

    /** The server counts characters from 1, Java counts chars: the two differ behind an emoji. */
    private static OptionalInt place(int position, String sent, int before) {
        if (position <= 0 || position - 1 > sent.codePointCount(0, sent.length())) {
            return OptionalInt.empty();
        }
        int at = sent.offsetByCodePoints(0, position - 1) - before;
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** Whether the server ended the statement because it was asked to. */
    public boolean cancelled() {
        return sqlState.equals(CANCELLED);
    }
}
