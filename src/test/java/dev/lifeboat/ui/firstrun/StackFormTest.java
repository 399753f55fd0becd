package dev.lifeboat.ui.firstrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.SystemKeyring;
import dev.lifeboat.engine.stack.DockerSide.StackService;
import dev.lifeboat.engine.stack.DockerSide.StackVolume;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestEngine;
import dev.lifeboat.ui.ViewTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/** The form of a stack with everything that belongs to it, on a real engine. */
class StackFormTest extends ViewTest {
    @RegisterExtension
    static final TestEngine DOCKER = TestEngine.docker();

    @TempDir
    Path folder;

    private final List<Stack> saved = new CopyOnWriteArrayList<>();
    private StackStore stacks;
    private Passwords passwords;
    private Keys keys;

    @BeforeEach
    void make() throws Exception {
        FxToolkit.registerPrimaryStage();
        stacks = new StackStore(folder.resolve("stacks"));
        passwords = new Passwords(folder.resolve("pgpass"), Map.of());
        keys = new Keys(folder.resolve("keys"), new SystemKeyring("Linux", Map.of()), Map.of());
    }

    private ConnectModel model() throws Exception {
        var model = inFx(() -> new ConnectModel(stacks, passwords, tasks()).with(keys));
        model.onSaved(saved::add);
        return model;
    }

    @Test
    void volumesAndServicesAreFoundOnTheEngineTickedAndSaved() throws Exception {
        var main = keys.add("main", Identity.generate().recipient());
        keys.add("office", Identity.generate().recipient());
        String project = "com.docker.compose.project=form" + ProcessHandle.current().pid();
        String data = DOCKER.volume("form-data");
        String functions = DOCKER.volume("form-functions");
        String config = DOCKER.volume("form-config");
        String other = DOCKER.volume("form-other");
        String server = DOCKER.startPostgres("form", "--label", project, "-v", data + ":/var/lib/postgresql/data");
        String backend = DOCKER.start("form-backend", TestEngine.BUSYBOX, "--label", project, "-v", functions + ":/app/functions", "-v", config + ":/etc/app:ro");

        var model = model();
        inFx(() -> {
            model.nameProperty().set("shop");
            model.containerProperty().set(server);
            model.docker().engineProperty().set(DOCKER.address().toString());
            return null;
        });
        show(inFx(() -> new ConnectSheet(model, context())), Theme.LIGHT, 700, 760);
        screenshot("stack-server");
        toggle("#connect-part-1");
        waitFor(() -> model.docker().askedProperty().get() && robot.lookup("#connect-volume-" + functions).tryQuery().isPresent());
        // Those of the server's project are ticked; its own data cannot be.
        assertThat(box("#connect-volume-" + functions).isSelected()).isTrue();
        assertThat(box("#connect-volume-" + config).isSelected()).isTrue();
        assertThat(box("#connect-volume-" + other).isSelected()).isFalse();
        assertThat(box("#connect-volume-" + data).isDisabled()).isTrue();
        assertThat(box("#connect-service-" + backend).isSelected()).isTrue();
        screenshot("stack-docker");
        inFx(() -> {
            box("#connect-volume-" + config).setSelected(false);
            model.docker().nameVolume("by-hand");
            model.docker().nameService("worker");
            return null;
        });
        toggle("#connect-part-2");
        inFx(() -> {
            box("#connect-key-main").setSelected(true);
            return null;
        });
        screenshot("stack-keys");
        fire("#connect-save");
        waitFor(() -> !saved.isEmpty());
        var stack = stacks.get("shop");
        assertThat(stack.recipients()).containsExactly(main.recipient());
        assertThat(stack.docker().orElseThrow().engine()).isEqualTo(DOCKER.address());
        assertThat(stack.docker().orElseThrow().volumes()).containsExactlyInAnyOrder(new StackVolume(functions, "/app/functions"), new StackVolume("by-hand", ""));
        assertThat(stack.docker().orElseThrow().services()).containsExactlyInAnyOrder(new StackService(backend, true), new StackService("worker", true));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void anEnvFileFillsTheForm() throws Exception {
        Path env = Files.writeString(folder.resolve(".env"), "COMPOSE_PROJECT_NAME=cp\nPOSTGRES_USER=app\nPOSTGRES_PASSWORD='pass word'\nPOSTGRES_DB=dart_cloud\n");
        var model = model();
        show(inFx(() -> new ConnectSheet(model, context())), Theme.DARK, 700, 760);
        inFx(() -> {
            model.takeEnv(env);
            return null;
        });
        waitFor(() -> model.userProperty().get().equals("app"));
        screenshot("stack-env-dark");
        fire("#connect-save");
        waitFor(() -> !saved.isEmpty());
        var stack = stacks.get("containerpub");
        assertThat(stack.server().through().orElseThrow().container()).isEqualTo("dart_cloud_postgres");
        assertThat(stack.databases()).containsExactly("dart_cloud", "functions_db");
        assertThat(stack.docker().orElseThrow().volumes()).containsExactly(new StackVolume("cp_functions_data", ""));
        assertThat(passwords.find("dart_cloud_postgres", 5432, "app")).contains(new Secret("pass word"));
        assertThat(Files.readString(folder.resolve("stacks/containerpub.json"))).doesNotContain("pass word");
    }

    @Test
    void aStackThatIsChangedKeepsWhatWasNotTouched() throws Exception {
        var model = model();
        var elsewhere = Identity.generate().recipient();
        var before = new Stack("shop", Environment.PRODUCTION, new ServerAddress("db.example.org", 5433, "app", "shop", TlsMode.REQUIRE),
                List.of("shop", "events"), Optional.of(Path.of("/opt/pg/bin")), Protection.READ_ONLY).encryptedTo(List.of(elsewhere))
                .with(Optional.of(new DockerSide(DOCKER.address(), Optional.empty(), List.of(new StackVolume("files", "/files")), List.of(new StackService("backend", false)))));
        stacks.save(before);
        inFx(() -> model.changing(before));
        show(inFx(() -> new ConnectSheet(model, context())), Theme.DARK, 700, 760);
        toggle("#connect-part-1");
        screenshot("stack-change-dark");
        fire("#connect-save");
        waitFor(() -> !saved.isEmpty());
        assertThat(stacks.get("shop")).isEqualTo(before);
        inFx(() -> {
            model.databasesProperty().set("");
            return null;
        });
        fire("#connect-save");
        waitFor(() -> saved.size() == 2);
        assertThat(stacks.get("shop").databases()).isEmpty();
        assertThat(lookup("#connect-part-0", ToggleButton.class).getText()).isEqualTo("Server");
    }

    @Test
    void anEngineThatDoesNotAnswerIsSaidWhereItWasAsked() throws Exception {
        var model = model();
        inFx(() -> {
            model.docker().engineProperty().set("unix:///no/such.sock");
            return null;
        });
        show(inFx(() -> new ConnectSheet(model, context()).atVolumes()), Theme.LIGHT, 700, 760);
        fire("#connect-find");
        waitFor(() -> robot.lookup("#connect-docker-error-what").tryQuery().isPresent());
        inFx(() -> {
            lookup("#connect-volumes-name", TextField.class).setText("files");
            return null;
        });
        fire("#connect-volumes-add");
        screenshot("stack-no-engine");
        assertThat(model.docker().side().orElseThrow().volumes()).containsExactly(new StackVolume("files", ""));
    }

    private CheckBox box(String selector) {
        return lookup(selector, CheckBox.class);
    }

    private void toggle(String selector) throws Exception {
        inFx(() -> {
            lookup(selector, ToggleButton.class).fire();
            return null;
        });
    }

    private void fire(String selector) throws Exception {
        inFx(() -> {
            lookup(selector, Button.class).fire();
            return null;
        });
    }
}
