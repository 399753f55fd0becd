package dev.lifeboat.ui.firstrun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConnectModelTest {
    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @TempDir
    Path folder;

    private final List<Stack> saved = new ArrayList<>();
    private Passwords passwords;
    private StackStore stacks;
    private ConnectModel model;

    @BeforeEach
    void make() {
        passwords = SERVER.passwords(folder);
        stacks = new StackStore(folder.resolve("stacks"));
        model = new ConnectModel(stacks, passwords, new Tasks(Runnable::run, Runnable::run, error -> {
            throw new AssertionError(error);
        }));
        model.onSaved(saved::add);
        var address = SERVER.address();
        model.nameProperty().set("shop");
        model.hostProperty().set(address.host());
        model.portProperty().set(Integer.toString(address.port()));
        model.userProperty().set(address.user());
    }

    @Test
    void aUrlFillsTheForm() {
        model.urlProperty().set("postgresql://app:p%40ss@db.example.org:5433/shop?sslmode=verify-full");
        assertThat(model.hostProperty().get()).isEqualTo("db.example.org");
        assertThat(model.portProperty().get()).isEqualTo("5433");
        assertThat(model.userProperty().get()).isEqualTo("app");
        assertThat(model.passwordProperty().get()).isEqualTo("p@ss");
        assertThat(model.databaseProperty().get()).isEqualTo("shop");
        assertThat(model.tlsProperty().get()).isEqualTo(TlsMode.VERIFY_FULL);
        assertThat(model.errorProperty().get()).isNull();
    }

    @Test
    void aUrlWithAWrongPortIsSaidAndChangesNothing() {
        model.urlProperty().set("postgresql://app@db.example.org:many/shop");
        assertThat(model.errorProperty().get()).hasMessageContaining("port");
        assertThat(model.userProperty().get()).isEqualTo(SERVER.address().user());
    }

    @Test
    void aPortThatIsNoNumberIsSaid() {
        model.portProperty().set("54x");
        model.test();
        assertThat(model.errorProperty().get()).hasMessage("The port is not a number: 54x");
        assertThat(model.busyProperty().get()).isFalse();
        model.portProperty().set("70000");
        model.save();
        assertThat(model.errorProperty().get()).hasMessage("The port 70000 does not exist.");
        assertThat(saved).isEmpty();
    }

    @Test
    void theTestPassesEveryLayer() {
        model.passwordProperty().set(password());
        model.test();
        assertThat(model.checksProperty().get()).extracting(Check::name).contains("Name", "Port", "TLS", "Authentication", "Database");
        assertThat(model.checksProperty().get()).extracting(Check::level).doesNotContain(Check.Level.FAIL);
    }

    @Test
    void theTestNamesTheLayerThatFailed() {
        model.databaseProperty().set("not_there");
        model.passwordProperty().set(password());
        model.test();
        assertThat(model.checksProperty().get().getLast().level()).isEqualTo(Check.Level.FAIL);
        assertThat(model.checksProperty().get().getLast().name()).isEqualTo("Database");
    }

    @Test
    void aWrongPasswordFailsTheTestAlthoughTheRightOneIsKept() {
        model.passwordProperty().set("wrong");
        model.test();
        assertThat(model.checksProperty().get().getLast().level()).isEqualTo(Check.Level.FAIL);
        assertThat(model.checksProperty().get().getLast().name()).isEqualTo("Authentication");
    }

    @Test
    void savingKeepsThePasswordOutOfTheStack() throws Exception {
        model.passwordProperty().set("s3cret-s3cret");
        model.environmentProperty().set(Environment.PRODUCTION);
        model.save();
        assertThat(saved).extracting(Stack::name).containsExactly("shop");
        assertThat(stacks.get("shop").environment()).isEqualTo(Environment.PRODUCTION);
        assertThat(Files.readString(folder.resolve("stacks/shop.json"))).doesNotContain("s3cret");
        assertThat(passwords.find(model.hostProperty().get(), SERVER.address().port(), model.userProperty().get()).map(Secret::reveal))
                .contains("s3cret-s3cret");
    }

    @Test
    void theProtectionFollowsTheEnvironmentUntilItIsChosen() {
        assertThat(model.protectionProperty().get()).isEqualTo(Protection.CONFIRM);
        model.environmentProperty().set(Environment.PRODUCTION);
        assertThat(model.protectionProperty().get()).isEqualTo(Protection.TYPE_NAME);
        model.protectionProperty().set(Protection.READ_ONLY);
        model.save();
        assertThat(stacks.get("shop").protection()).isEqualTo(Protection.READ_ONLY);
    }

    @Test
    void aContainerIsTheWayToTheServer() {
        model.containerProperty().set("dart_cloud_postgres");
        model.save();
        var server = stacks.get("shop").server();
        assertThat(server.through().orElseThrow().container()).isEqualTo("dart_cloud_postgres");
        assertThat(server.host()).isEqualTo("dart_cloud_postgres");
    }

    @Test
    void aNameThatIsTakenIsSaidAndNothingIsOverwritten() {
        model.save();
        model.databaseProperty().set("other");
        model.save();
        assertThat(model.errorProperty().get()).hasMessage("There is a stack called shop already.");
        assertThat(stacks.get("shop").server().maintenanceDatabase()).isEqualTo("postgres");
    }

    @Test
    void aNameThatCannotBePartOfAFileNameIsSaid() {
        model.nameProperty().set("My Shop!");
        model.save();
        assertThat(model.errorProperty().get()).isNotNull();
        assertThat(saved).isEmpty();
    }

    private String password() {
        return passwords.find(SERVER.address().host(), SERVER.address().port(), SERVER.address().user()).orElseThrow().reveal();
    }
}
