package dev.lifeboat.orm.schema;

import java.util.List;

/** What comparing asks of a database: all of it on one connection and in one transaction, which the caller rolls back. */
public interface SchemaConnection {
    /** The rows of a query, with parameters as {@code :name}. */
    <R> List<R> rows(Class<R> shape, String sql, Object... namesAndValues);

    /** Runs a statement as it is written. */
    void run(String sql);

    /** Whether the server takes the statement; where it does not, nothing has happened. */
    boolean accepts(String sql);
}
