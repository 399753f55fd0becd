package dev.lifeboat.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerPubEnvTest {

    @TempDir Path folder;

    private ContainerPubEnv read(String text) throws Exception {
        return ContainerPubEnv.read(Files.writeString(folder.resolve(".env"), text));
    }

    @Test void whatTheFileSaysIsTaken() throws Exception {
        ContainerPubEnv env = read("""
                # the database
                POSTGRES_USER=cloud   # its owner
                export POSTGRES_PASSWORD="p:a#ss w=rd"
                POSTGRES_DB='main'
                FUNCTION_DB=functions
                POSTGRES_CONTAINER=pub_postgres
                FUNCTIONS_VOLUME=pub_files
                POSTGRES_VOLUME=pub_data

                BACKUP_RETENTION_DAYS=7
                """);
        assertThat(env).isEqualTo(new ContainerPubEnv("pub_postgres", "cloud", java.util.Optional.of(new Secret("p:a#ss w=rd")),
                java.util.List.of("main", "functions"), "pub_files"));
    }

    @Test void whatItLeavesOutHasContainerPubsDefaults() throws Exception {
        ContainerPubEnv env = read("COMPOSE_PROJECT_NAME=mine\nPOSTGRES_PASSWORD=\n");
        assertThat(env.container()).isEqualTo("dart_cloud_postgres");
        assertThat(env.user()).isEqualTo("dart_cloud");
        assertThat(env.password()).isEmpty();
        assertThat(env.databases()).containsExactly("dart_cloud", "functions_db");
        assertThat(env.volume()).isEqualTo("mine_functions_data");
    }

    @Test void aLineThatIsNoAssignmentIsNamedButNotShown() {
        assertThatThrownBy(() -> read("POSTGRES_USER=a\nsecret words\n")).isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("line 2").hasMessageNotContaining("secret");
    }
}
