package dev.lifeboat.orm;

import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;

/** A pool on a fresh database of the test server. */
final class TestDb {
    private TestDb() {}

    static Db fresh(TestServer server) throws SQLException {
        return Db.pooled(PoolSettings.of(server.url(server.createDatabase("orm")), server.address().user(),
                server.embedded().password().reveal()));
    }
}
