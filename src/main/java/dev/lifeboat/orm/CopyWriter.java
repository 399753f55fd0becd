package dev.lifeboat.orm;

import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Many rows by COPY in its text format (manual, COPY, "Text Format"). */
final class CopyWriter<T> {
    private static final int BUFFER = 64 * 1024;
    private final Session session;
    private final EntityModel<T> entity;
    private final EntitySql<T> sql;

    CopyWriter(Session session, EntityModel<T> entity, EntitySql<T> sql) {
        this.session = session;
        this.entity = entity;
        this.sql = sql;
    }

    long copy(Stream<T> stream) {
        try (stream) {
            Iterator<T> rows = stream.iterator();
            if (!rows.hasNext()) {
                return 0;
            }
            T first = rows.next();
            List<ColumnModel> sent = sql.sent(first);
            Sql copy = Sql.of("copy " + entity.table() + " (" + EntitySql.names(sent) + ") from stdin");
            long started = System.nanoTime();
            try {
                long count = session.onConnection(connection -> copy(connection, copy.text(), sent, first, rows));
                session.tell(copy, started, count, false);
                return count;
            } catch (RuntimeException e) {
                session.tell(copy, started, 0, true);
                throw e;
            }
        }
    }

    private long copy(Connection connection, String copy, List<ColumnModel> sent, T first, Iterator<T> rows)
            throws SQLException {
        CopyIn in = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
        try {
            StringBuilder buffer = new StringBuilder(BUFFER + 4096);
            append(buffer, sent, first);
            for (long number = 2; rows.hasNext(); number++) {
                T row = rows.next();
                if (!sql.sent(row).equals(sent)) {
                    throw new IllegalArgumentException("row " + number + " leaves other columns to the database than the first");
                }
                append(buffer, sent, row);
                if (buffer.length() >= BUFFER) {
                    send(in, buffer);
                }
            }
            send(in, buffer);
            return in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private void send(CopyIn in, StringBuilder buffer) throws SQLException {
        session.requireTimeLeft();
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        in.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    private static void append(StringBuilder out, List<ColumnModel> columns, Object row) {
        for (int i = 0; i < columns.size(); i++) {
            out.append(i == 0 ? "" : "\t");
            Object value = columns.get(i).written(row);
            if (value == null) {
                out.append("\\N");
            } else {
                escape(out, columns.get(i).codec().text(value));
            }
        }
        out.append('\n');
    }

    private static void escape(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
    }
}
