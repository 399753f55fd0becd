package dev.lifeboat.orm;

import dev.lifeboat.orm.error.StatementRejected;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.schema.SchemaConnection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What the schema's classes ask, on the current transaction. */
record SchemaSession(Session session) implements SchemaConnection {
    @Override
    public <R> List<R> rows(Class<R> shape, String sql, Object... namesAndValues) {
        return new SqlQuery(session, sql, namesAndValues).as(shape);
    }

    /** Not prepared: a question mark in an expression is PostgreSQL's and no parameter. */
    @Override
    public void run(String sql) {
        session.onConnection(connection -> {
            long started = System.nanoTime();
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                Limits.NONE.enter(statement, session.timeLimit());
                statement.execute(sql);
                session.tell(Sql.of(sql), started, 0, false);
                return null;
            } catch (SQLException e) {
                session.tell(Sql.of(sql), started, 0, true);
                throw e;
            }
        });
    }

    @Override
    public boolean accepts(String sql) {
        try {
            return session.tx(TxOptions.DEFAULT, () -> {
                run(sql);
                return true;
            });
        } catch (StatementRejected e) {
            return false;
        }
    }
}
