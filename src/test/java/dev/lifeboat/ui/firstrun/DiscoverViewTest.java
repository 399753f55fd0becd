package dev.lifeboat.ui.firstrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.ui.ViewTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.Button;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class DiscoverViewTest extends ViewTest {
    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path folder;

    @Test
    void aStackThatWasFoundIsAddedWithItsPassword() throws Exception {
        FxToolkit.registerPrimaryStage();
        String container = DOCKER.startPostgres("seen", "--label", "com.docker.compose.project=seen", "-v", "seen_data:/var/lib/postgresql/data");
        DOCKER.start("seen-backend", TestEngine.BUSYBOX, "--label", "com.docker.compose.project=seen");
        List<Stack> saved = new CopyOnWriteArrayList<>();
        var stacks = new StackStore(folder.resolve("stacks"));
        var passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        var model = new DiscoverModel(stacks, passwords, tasks(), DOCKER.address());
        model.onSaved(saved::add);
        show(inFx(() -> new DiscoverSheet(model, context())));
        inFx(() -> {
            model.environmentProperty().set(Environment.STAGING);
            model.search();
            return null;
        });
        waitFor(() -> model.foundProperty().get().isPresent());
        screenshot("discover");
        show(inFx(() -> new DiscoverSheet(model, context())), Theme.DARK, 1000, 760);
        screenshot("discover-dark");
        clickOn("#discover-add-seen");
        waitFor(() -> !saved.isEmpty());
        assertThat(saved.getFirst().name()).isEqualTo("seen");
        assertThat(stacks.get("seen").environment()).isEqualTo(Environment.STAGING);
        assertThat(stacks.get("seen").server().through().orElseThrow().container()).isEqualTo(container);
        assertThat(passwords.find(container, 5432, "postgres")).contains(new Secret("secret"));
        // The same once more is refused, and says why.
        clickOn("#discover-add-seen");
        waitFor(() -> model.errorProperty().get() != null);
        assertThat(model.errorProperty().get()).hasMessage("There is a stack called seen already.");
    }

    private void clickOn(String id) throws Exception {
        waitFor(() -> !lookup(id, Button.class).isDisabled());
        robot.clickOn(id);
    }
}
