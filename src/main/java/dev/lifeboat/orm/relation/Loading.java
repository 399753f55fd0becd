package dev.lifeboat.orm.relation;

import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.type.Codecs;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What relations are loaded by: a query's connection and its limits. */
public interface Loading {
    /** Makes something of the row a result stands on. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads by position. */
        T read(ResultSet row) throws SQLException;
    }

    /** How values travel. */
    Codecs codecs();

    /** Sends a statement. @return its rows */
    <T> List<T> list(Sql sql, Reading<T> reading);
}
