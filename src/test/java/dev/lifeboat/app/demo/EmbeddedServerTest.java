package dev.lifeboat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.ProcessIdentity;
import dev.lifeboat.engine.postgres.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedServerTest {

    @Test
    void theInstalledServerStartsStopsAndLeavesNothing() throws Exception {
        startsAnswersAndIsGone(ServerBinaries.find(new Tools()));
    }

    @Test
    void theServerThatComesWithLifeboatStartsStopsAndLeavesNothing() throws Exception {
        ServerBinaries bundled = ServerBinaries.bundled();
        assertThat(bundled.hasTools()).isFalse();
        startsAnswersAndIsGone(bundled);
    }

    @Test
    void survivesNothingButComesBackAfterAnImmediateStop() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(ServerBinaries.find(new Tools()))) {
            server.stop("immediate");
            assertThatThrownBy(() -> connect(server)).isInstanceOf(SQLException.class);
            server.start();
            connect(server).close();
        }
    }

    @Test
    void aServerWhoseProgramWasKilledIsRemovedByTheNextStart() throws Exception {
        EmbeddedServer abandoned = EmbeddedServer.start(ServerBinaries.find(new Tools()));
        Process gone = new ProcessBuilder("true").start();
        ProcessIdentity killed = new ProcessIdentity(ProcessIdentity.localHost(), gone.pid(), gone.info().startInstant());
        gone.waitFor();
        Files.write(abandoned.folder().resolve("owner.json"), Json.readable(killed));

        EmbeddedServer.removeAbandoned();

        assertThat(abandoned.folder()).doesNotExist();
        assertThatThrownBy(() -> connect(abandoned)).isInstanceOf(SQLException.class);
        abandoned.keep();
    }

    @Test
    void aServerWhoseProgramLivesIsLeftAlone() throws Exception {
        try (EmbeddedServer alive = EmbeddedServer.start(ServerBinaries.find(new Tools()))) {
            EmbeddedServer.removeAbandoned();
            connect(alive).close();
        }
    }

    private static void startsAnswersAndIsGone(ServerBinaries binaries) throws Exception {
        Path folder;
        try (EmbeddedServer server = EmbeddedServer.start(binaries)) {
            folder = server.folder();
            try (Connection connection = connect(server); Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("select current_user, current_setting('listen_addresses')")) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getString(1)).isEqualTo("postgres");
                assertThat(answer.getString(2)).isEqualTo("127.0.0.1");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url(server), "postgres", "wrong")).isInstanceOf(SQLException.class);
            assertThat(folder.resolve("password")).doesNotExist();
        }
        assertThat(folder).doesNotExist();
    }

    private static Connection connect(EmbeddedServer server) throws SQLException {
        return DriverManager.getConnection(url(server), "postgres", server.password().reveal());
    }

    private static String url(EmbeddedServer server) {
        return "jdbc:postgresql://127.0.0.1:" + server.address().port() + "/postgres";
    }
}
