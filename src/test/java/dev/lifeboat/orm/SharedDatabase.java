package dev.lifeboat.orm;

import dev.lifeboat.testing.TestServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tests of a class have one database, which is empty before the class fills it. */
abstract class SharedDatabase {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();
    static Db db;

    @BeforeAll
    static void openDatabase() throws SQLException {
        db = TestDb.fresh(SERVER);
    }

    @AfterAll
    static void closeDatabase() {
        db.close();
    }
}
