package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stack commands against a real server. */
class StackCommandsTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path home;

    private String host() {
        return SERVER.address().host();
    }

    private String port() {
        return String.valueOf(SERVER.address().port());
    }

    private String password() {
        return SERVER.embedded().password().reveal();
    }

    private CliCall.Result add(CliCall call, String... more) {
        return call.run(Stream.concat(Stream.of("stack", "add", "shop", "--host", host(), "--port", port(), "--tls", "disable"), Stream.of(more)).toArray(String[]::new));
    }

    private boolean nothingWasKept() {
        return CliCall.in(home).app().stacks().list().isEmpty()
                && CliCall.in(home).app().passwords().find(host(), SERVER.address().port(), "postgres").isEmpty();
    }

    @Test
    void theTypedPasswordIsAskedForWithoutShowingItTestedAndKept() throws IOException {
        CliCall.Result result = add(CliCall.in(home).answering(password()), "--environment", "Staging");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.questions()).isEqualTo("(hidden) Password of postgres at " + host() + ":" + port() + " (empty: none needed): ");
        assertThat(result.out()).startsWith("Added the stack shop: PostgreSQL ").contains("staging", host() + ":" + port(), "all", "Next: lifeboat backup database --stack shop");
        Stack stack = CliCall.in(home).app().stacks().get("shop");
        assertThat(stack.environment()).isEqualTo(Environment.STAGING);
        assertThat(CliCall.in(home).app().passwords().find(host(), SERVER.address().port(), "postgres")).contains(new Secret(password()));
        assertThat(Files.readString(home.resolve("config/stacks/shop.json"))).doesNotContain(password());
        assertThat(Files.readString(home.resolve("state/audit.jsonl"))).contains("stack.add").doesNotContain(password());
    }

    @Test
    void thePasswordComesFromStdin() {
        CliCall.Result result = add(CliCall.in(home).withInput(password() + "\n"), "--password-stdin", "--json");
        assertThat(result.code()).isZero();
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.get("name").asString()).isEqualTo("shop");
        assertThat(json.get("port").asInt()).isEqualTo(SERVER.address().port());
        assertThat(json.get("environment").asString()).isEqualTo("development");
        assertThat(result.out()).doesNotContain(password());
    }

    @Test
    void aPasswordInTheUrlIsUsedAndWarnedOf() {
        CliCall.Result result = CliCall.in(home).run("stack", "add", "shop", "--url", "postgresql://postgres:" + password() + "@" + host() + ":" + port() + "/postgres?sslmode=disable");
        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("shell's history");
        assertThat(result.out() + result.err()).doesNotContain(password());
    }

    @Test
    void aWrongPasswordIsNamedAndNothingIsKept() {
        CliCall.Result result = add(CliCall.in(home).withInput("wrong\n"), "--password-stdin", "--json");
        assertThat(result.code()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(result.out()).get("error").get("code").asString()).isEqualTo("connection.authentication");
        assertThat(nothingWasKept()).isTrue();
    }

    @Test
    void aWrongPasswordDoesNotReplaceARightOne() {
        add(CliCall.in(home).withInput(password()), "--password-stdin");
        assertThat(add(CliCall.in(home).withInput("wrong"), "--password-stdin", "--replace").code()).isEqualTo(1);
        assertThat(CliCall.in(home).run("stack", "test", "shop").code()).isZero();
    }

    @Test
    void anEmptyStdinIsNoPassword() {
        CliCall.Result result = add(CliCall.in(home), "--password-stdin");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("There is no password on stdin.");
    }

    @Test
    void unknownHostClosedPortAndMissingDatabaseAreNamed() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertError("connection.name", "--host", "no-such-host.invalid");
        assertError("connection.tcp", "--host", "127.0.0.1", "--port", String.valueOf(closed));
        assertError("connection.database", "--host", host(), "--port", port(), "--maintenance-database", "nowhere");
        assertError("not-found", "--host", host(), "--port", port(), "--database", "nowhere");
        assertThat(nothingWasKept()).isTrue();
    }

    private void assertError(String code, String... arguments) {
        CliCall.Result result = CliCall.in(home).withInput(password()).run(Stream.concat(Stream.of("stack", "add", "shop", "--tls", "disable", "--password-stdin", "--json"),
                Stream.of(arguments)).toArray(String[]::new));
        assertThat(result.code()).as(result.out()).isEqualTo(1);
        assertThat(JsonMapper.shared().readTree(result.out()).get("error").get("code").asString()).isEqualTo(code);
    }

    @Test
    void aBadNameIsRefusedBeforeAnythingIsAsked() {
        CliCall.Result result = CliCall.in(home).answering("x").run("stack", "add", "My Shop", "--host", host(), "--port", port());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.questions()).isEmpty();
        assertThat(nothingWasKept()).isTrue();
    }

    @Test
    void aStackIsNotOverwrittenUnlessAskedTo() {
        add(CliCall.in(home), "--no-test");
        CliCall.Result again = add(CliCall.in(home), "--no-test", "--environment", "production");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("There is a stack shop already.");
        assertThat(CliCall.in(home).app().stacks().get("shop").environment()).isEqualTo(Environment.DEVELOPMENT);
        assertThat(add(CliCall.in(home), "--no-test", "--environment", "production", "--replace").code()).isZero();
        assertThat(CliCall.in(home).app().stacks().get("shop").environment()).isEqualTo(Environment.PRODUCTION);
    }

    @Test
    void listAndShowSayHowStacksAreDefined() throws IOException {
        assertThat(CliCall.in(home).run("stack", "list").out()).startsWith("There is no stack yet.");
        assertThat(CliCall.in(home).run("stack", "show").err()).startsWith("lifeboat: There is no stack yet.");
        CliCall.in(home).run("stack", "add", "shop", "--host", "db.example.org", "--no-test", "--environment", "production", "--database", "shop", "--database", "stock");
        CliCall.in(home).run("stack", "add", "lab", "--url", "postgresql://anna@[::1]:5433/lab?sslmode=verify-full", "--no-test");
        Golden.check("stacks.txt", CliCall.in(home).run("stack", "list").out() + "\n" + CliCall.in(home).run("stack", "show", "shop").out() + "\n"
                + CliCall.in(home).run("stack", "show", "lab").out() + "\n" + CliCall.in(home).run("stack", "list", "--json").out());
    }

    @Test
    void theProtectionIsChosenOrFollowsTheEnvironment() {
        CliCall.in(home).run("stack", "add", "lab", "--host", "h", "--no-test", "--protection", "read-only");
        CliCall.in(home).run("stack", "add", "live", "--host", "h", "--no-test", "--environment", "production");
        assertThat(CliCall.in(home).app().stacks().get("lab").protection()).isEqualTo(Protection.READ_ONLY);
        assertThat(CliCall.in(home).app().stacks().get("live").protection()).isEqualTo(Protection.TYPE_NAME);
        assertThat(CliCall.in(home).run("stack", "add", "odd", "--host", "h", "--no-test", "--protection", "perhaps").code()).isEqualTo(2);
    }

    @Test
    void withSeveralStacksOneMustBeNamed() {
        CliCall.in(home).run("stack", "add", "one", "--host", "h", "--no-test");
        assertThat(CliCall.in(home).run("stack", "show").code()).isZero();
        CliCall.in(home).run("stack", "add", "two", "--host", "h", "--no-test");
        CliCall.Result result = CliCall.in(home).run("stack", "show");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("There are 2 stacks", "one, two");
        assertThat(CliCall.in(home).run("stack", "show", "three").code()).isEqualTo(1);
    }

    @Test
    void testNamesTheLayerThatFails() {
        add(CliCall.in(home).withInput(password()), "--password-stdin");
        CliCall.Result good = CliCall.in(home).run("stack", "test");
        assertThat(good.code()).isZero();
        assertThat(good.out().lines()).allMatch(line -> line.startsWith("OK"));
        CliCall.in(home).run("stack", "add", "gone", "--host", "no-such-host.invalid", "--no-test");
        CliCall.Result bad = CliCall.in(home).run("stack", "test", "gone");
        assertThat(bad.code()).isEqualTo(1);
        assertThat(bad.out()).contains("FAIL");
    }

    @Test
    void removeForgetsTheStackAndItsPassword() {
        add(CliCall.in(home).withInput(password()), "--password-stdin");
        CliCall.Result result = CliCall.in(home).run("stack", "remove", "shop");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Forgot the stack shop.");
        assertThat(nothingWasKept()).isTrue();
        assertThat(CliCall.in(home).run("stack", "remove", "shop").code()).isEqualTo(1);
    }

    @Test
    void aPasswordThatAnotherStackNeedsStays() {
        add(CliCall.in(home).withInput(password()), "--password-stdin");
        CliCall.in(home).run("stack", "add", "twin", "--host", host(), "--port", port(), "--tls", "disable", "--no-test");
        CliCall.in(home).run("stack", "remove", "shop");
        assertThat(CliCall.in(home).run("stack", "test", "twin").code()).isZero();
    }

    @Test
    void aProductionStackIsOnlyRemovedWhenItsNameIsTyped() {
        add(CliCall.in(home), "--no-test", "--environment", "production");
        CliCall.Result nobody = CliCall.in(home).run("stack", "remove", "shop");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("there is no terminal to ask on", "--yes");
        CliCall.Result wrong = CliCall.in(home).answering("yes").run("stack", "remove", "shop");
        assertThat(wrong.code()).isEqualTo(130);
        assertThat(wrong.questions()).isEqualTo("Type shop to go on, anything else to stop: ");
        assertThat(CliCall.in(home).app().stacks().list()).hasSize(1);
        assertThat(CliCall.in(home).answering("shop").run("stack", "remove", "shop").code()).isZero();
        assertThat(CliCall.in(home).app().stacks().list()).isEmpty();
    }

    @Test
    void replacingKeepsWhatIsNotNamed() {
        Path tools = home.resolve("tools");
        CliCall.in(home).run("stack", "add", "shop", "--url", "postgresql://anna@db.example.org:5433/stock?sslmode=require", "--no-test", "--environment", "production",
                "--database", "shop", "--tools", tools.toString(), "--docker", "tcp://engine.example.org:2376", "--volume", "files", "--volume", "mail", "--service", "backend");
        Stack first = stack("shop");
        assertThat(CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--user", "bert").code()).isZero();
        var server = new ServerAddress("db.example.org", 5433, "bert", "stock", TlsMode.REQUIRE);
        assertThat(stack("shop")).isEqualTo(new Stack("shop", Environment.PRODUCTION, server, List.of("shop"), Optional.of(tools), Protection.TYPE_NAME, List.of(), first.docker()));

        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--volume", "other");
        var side = stack("shop").docker().orElseThrow();
        assertThat(side).isEqualTo(new DockerSide(URI.create("tcp://engine.example.org:2376"), Optional.empty(), List.of(new DockerSide.StackVolume("other", "")), first.docker().orElseThrow().services()));
        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--service", "worker");
        assertThat(stack("shop").docker().orElseThrow().volumes()).isEqualTo(side.volumes());
        assertThat(stack("shop").docker().orElseThrow().services()).containsExactly(new DockerSide.StackService("worker", true));

        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--environment", "staging");
        assertThat(stack("shop").protection()).as("nobody chose it: it follows the environment").isEqualTo(Protection.CONFIRM);
        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--protection", "read-only");
        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--environment", "production");
        assertThat(stack("shop").protection()).as("somebody chose it").isEqualTo(Protection.READ_ONLY);

        CliCall.in(home).run("stack", "add", "shop", "--no-test", "--replace", "--host", "elsewhere.example.org");
        assertThat(stack("shop").server()).isEqualTo(new ServerAddress("elsewhere.example.org", 5433, "bert", "stock", TlsMode.REQUIRE));
        assertThat(stack("shop").docker().orElseThrow().engine()).isEqualTo(URI.create("tcp://engine.example.org:2376"));
    }

    @Test
    void replacingKeepsTheContainerThatItGoesThrough() {
        CliCall.in(home).run("stack", "add", "shop", "--container", "db", "--docker", "unix:///run/one.sock", "--volume", "files", "--no-test");
        CliCall.in(home).run("stack", "add", "shop", "--replace", "--database", "shop", "--no-test");
        assertThat(stack("shop").server().through().orElseThrow()).isEqualTo(new ContainerAddress(URI.create("unix:///run/one.sock"), Optional.empty(), "db"));
        assertThat(stack("shop").docker().orElseThrow().volumes()).containsExactly(new DockerSide.StackVolume("files", ""));
        CliCall.in(home).run("stack", "add", "shop", "--replace", "--host", "db.example.org", "--no-test");
        assertThat(stack("shop").server().through()).isEmpty();
    }

    private Stack stack(String name) {
        return CliCall.in(home).app().stacks().get(name);
    }
}
