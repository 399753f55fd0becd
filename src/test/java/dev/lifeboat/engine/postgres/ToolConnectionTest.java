package dev.lifeboat.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Names and passwords that the platform's encoding cannot say reach the tools all the same. */
class ToolConnectionTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String PASSWORD = "pässword's \\ 😀";

    @Test
    void theSameDatabaseIsFoundUnderUtf8AndUnderLangC() throws Exception {
        String name = SERVER.createDatabase("Bücher 'x' 😀");
        SERVER.execute("postgres", "drop role if exists \"Ünser\"", "create role \"Ünser\" login password '" + PASSWORD.replace("'", "''") + "'");
        for (Charset platform : List.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII)) {
            ServerAddress address = new ServerAddress(SERVER.address().host(), SERVER.address().port(), "Ünser", "postgres", TlsMode.DISABLE);
            Optional<Path> file;
            try (ToolConnection connection = ToolConnection.to(address, Optional.of(new Secret(PASSWORD)), name, platform);
                    ToolProcess psql = ToolProcess.start(SERVER.tools().tool("psql"), List.of("-XAtw", "--dbname=" + connection.databaseArgument(), "-c", "select current_database(), current_user, current_setting('TimeZone')"),
                            connection.environment(), new Cancellation())) {
                assertThat(connection.databaseArgument()).doesNotContain("pässword");
                file = Optional.ofNullable(connection.environment().get("PGSERVICEFILE")).map(Path::of);
                String answer = new String(psql.output().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(psql.await().stderr()).isEmpty();
                assertThat(answer).isEqualTo(name + "|Ünser|UTC\n");
            }
            assertThat(file.isPresent()).isEqualTo(platform == StandardCharsets.US_ASCII);
            assertThat(file.map(Files::exists).orElse(false)).as("the service file is gone").isFalse();
        }
        SERVER.execute("postgres", "drop role \"Ünser\"");
    }
}
