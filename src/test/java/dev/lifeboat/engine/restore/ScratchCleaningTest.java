package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ScratchCleaningTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir Path folder;

    /** Says what a scratch database of its own would be called, and waits. */
    static final class Child {
        static void main(String[] arguments) throws Exception {
            System.out.println(ScratchDatabases.name(0));
            Thread.sleep(60_000);
        }
    }

    @Test
    void scratchDatabasesOfKilledProgramsAreDroppedAndNoOthers() throws Exception {
        Server server = new Server(SERVER.address(), SERVER.passwords(folder));
        String own = ScratchDatabases.name(0);
        String foreign = "lifeboat_proof_00000000_1_1_0";
        String dead;
        try (ChildJvm child = ChildJvm.start(Child.class)) {
            dead = child.line();
            for (String name : List.of(own, foreign, dead, "lifeboat_proof_by_hand")) SERVER.execute("postgres", "create database " + name);
            assertThat(ScratchDatabases.leftovers(server)).as("its process lives").isEmpty();
        }
        try {
            Stack shop = new Stack("shop", Environment.DEVELOPMENT, SERVER.address(), List.of(), Optional.empty());
            Stack away = new Stack("away", Environment.DEVELOPMENT, new ServerAddress("127.0.0.1", 1, "nobody", "postgres", TlsMode.DISABLE), List.of(), Optional.empty());
            List<String> unreachable = new ArrayList<>();
            var cleaning = new ScratchCleaning(List.of(away, shop), SERVER.passwords(folder));
            assertThat(cleaning.preview(_ -> { })).contains("database " + dead + " of shop");
            assertThat(ScratchDatabases.leftovers(server)).as("a preview drops nothing").containsExactly(dead);
            assertThat(cleaning.run(unreachable::add)).contains("database " + dead + " of shop");
            assertThat(unreachable).hasSize(1);
            assertThat(ScratchDatabases.leftovers(server)).isEmpty();
            assertThat(server.hasDatabase(dead)).isFalse();
            for (String name : List.of(own, foreign, "lifeboat_proof_by_hand")) assertThat(server.hasDatabase(name)).as(name).isTrue();
        } finally {
            for (String name : List.of(own, foreign, "lifeboat_proof_by_hand")) SERVER.execute("postgres", "drop database if exists " + name);
        }
    }
}
