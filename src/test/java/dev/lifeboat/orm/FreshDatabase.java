package dev.lifeboat.orm;

import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each test has an empty database of its own. */
abstract class FreshDatabase {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    Db db;

    @BeforeEach
    final void openDatabase() throws SQLException {
        db = TestDb.fresh(SERVER);
    }

    @AfterEach
    final void closeDatabase() {
        db.close();
    }
}
