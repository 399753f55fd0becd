package dev.lifeboat.orm;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections; closing one gives it back. A DataSource is one by {@code dataSource::getConnection}. */
@FunctionalInterface
public interface ConnectionSource {
    /** A connection that the caller closes, in auto-commit mode. */
    Connection open() throws SQLException;
}
