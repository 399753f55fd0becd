package dev.lifeboat.engine.restore;

import dev.lifeboat.testing.TestEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class PodmanProofTest extends ContainerProofs {

    @RegisterExtension static final TestEngine ENGINE = TestEngine.podman();

    private static String server;
    private static String volume;

    @BeforeAll
    static void stack() throws Exception {
        server = ENGINE.startPostgres("proof");
        volume = ENGINE.volume("proof");
        fill(ENGINE, server, volume);
    }

    @Override
    TestEngine engine() {
        return ENGINE;
    }

    @Override
    String server() {
        return server;
    }

    @Override
    String volume() {
        return volume;
    }
}
