package dev.lifeboat.orm.error;

import dev.lifeboat.orm.error.ConstraintViolation.Where;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what JDBC throws into our types. */
public final class SqlErrors {
    /** "Key (a, b)=(1, 2) already exists.": the words are translated, the shape is not. */
    private static final Pattern KEY = Pattern.compile("\\(([^=]*)\\)=\\(");
    /** 'invalid input syntax for type integer: "..."', 'value "..." is out of range': errors of data quote the value. */
    private static final Pattern QUOTED = Pattern.compile("(: *)?[\"«„'].*[\"»“”'] *", Pattern.DOTALL);

    private SqlErrors() {}

    /** The typed form of an error; its cause is a copy without the server's detail line. */
    public static DatabaseException typed(SQLException error) {
        SQLException known = root(error);
        String state = known.getSQLState() == null ? "" : known.getSQLState();
        Optional<ServerErrorMessage> server = known instanceof PSQLException p
                ? Optional.ofNullable(p.getServerErrorMessage()) : Optional.empty();
        String what = server.map(ServerErrorMessage::getMessage).orElse(String.valueOf(known.getMessage()));
        if (state.startsWith("22")) {
            what = QUOTED.matcher(what).replaceFirst("");
        }
        SQLException cause = new SQLException(what, state, known.getErrorCode());
        cause.setStackTrace(known.getStackTrace());
        Where where = new Where(state, server.map(ServerErrorMessage::getConstraint).orElse(""),
                server.map(ServerErrorMessage::getSchema).orElse(""),
                server.map(ServerErrorMessage::getTable).orElse(""), server.map(SqlErrors::columns).orElse(List.of()));
        return typed(state, what, where, cause);
    }

    private static DatabaseException typed(String state, String what, Where where, SQLException cause) {
        return switch (state) {
            case "23505" -> new UniqueViolation(what, where, cause);
            case "23P01" -> new ExclusionViolation(what, where, cause);
            case "23503", "23001" -> new ForeignKeyViolation(what, where, cause);
            case "23502" -> new NotNullViolation(what, where, cause);
            case "23514" -> new CheckViolation(what, where, cause);
            case "40001" -> new SerializationFailure(what, state, cause);
            case "40P01" -> new Deadlock(what, state, cause);
            case "3D000" -> new NoSuchDatabase(what, state, cause);
            case "42501" -> new PermissionDenied(what, state, cause);
            case "25006" -> new ReadOnlyTransaction(what, state, cause);
            case "57014" -> new StatementCancelled(what, state, cause);
            case "55P03" -> new LockNotAvailable(what, state, cause);
            case "57P01", "57P02", "57P03" -> new ConnectionLost(what, state, cause);
            default -> byClass(state, what, cause);
        };
    }

    private static DatabaseException byClass(String state, String what, SQLException cause) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> new ConnectionLost(what, state, cause);
            case "28" -> new LoginRefused(what, state, cause);
            case "22" -> new InvalidValue(what, state, cause);
            default -> new StatementRejected(what, state, cause);
        };
    }

    /** A pool wraps the driver's error in its own, which knows no SQLSTATE. */
    private static SQLException root(SQLException error) {
        for (Throwable t = error; t != null; t = t.getCause()) {
            if (t instanceof PSQLException p) {
                return p;
            }
        }
        return error;
    }

    private static List<String> columns(ServerErrorMessage server) {
        if (server.getColumn() != null) {
            return List.of(server.getColumn());
        }
        if (server.getDetail() == null) {
            return List.of();
        }
        Matcher key = KEY.matcher(server.getDetail());
        return key.find()
                ? Arrays.stream(key.group(1).split(", ")).map(SqlErrors::unquote).toList() : List.of();
    }

    private static String unquote(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
