package dev.lifeboat.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What we write, libpq itself must understand: psql logs in with our file. */
@Timeout(120)
class PasswordsLibpqTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;

    @Test void psqlLogsInWithOurFile() throws Exception {
        String database = SERVER.createDatabase("libpq");
        String password = "a:b\\c*#d e:";
        SERVER.execute(database, "create role \"od:d\\us*er\" login password 'a:b\\c*#d e:'");
        try {
            Path file = folder.resolve("pgpass");
            Passwords passwords = new Passwords(file, Map.of("HOME", folder.toString()));
            String host = SERVER.address().host();
            int port = SERVER.address().port();
            passwords.store(host, port, "someone", new Secret("else"));
            passwords.store(host, port, "od:d\\us*er", new Secret(password));
            ProcessBuilder psql = new ProcessBuilder(SERVER.tools().tool("psql").toString(), "-w", "-At", "-h", host, "-p", "" + port,
                    "-U", "od:d\\us*er", "-d", database, "-c", "select current_user").redirectErrorStream(true);
            psql.environment().put("PGPASSFILE", file.toString());
            psql.environment().remove("PGPASSWORD");
            Process process = psql.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(output).isEqualTo("od:d\\us*er\n");
            assertThat(process.waitFor()).isZero();
        } finally {
            SERVER.execute(database, "drop role \"od:d\\us*er\"");
        }
    }
}
