package dev.lifeboat.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStoreTest {

    @TempDir Path folder;

    private static Stack stack(String name) {
        return new Stack(name, Environment.PRODUCTION, new ServerAddress("db.example.com", 5433, "app", "postgres", TlsMode.VERIFY_FULL),
                List.of("dart_cloud", "Ünï \"🚀\""), Optional.of(Path.of("/usr/lib/postgresql/15/bin")));
    }

    @Test void keepsWhatItWasGiven() throws Exception {
        StackStore store = new StackStore(folder.resolve("stacks"));
        assertThat(store.list()).isEmpty();
        store.save(stack("shop"));
        store.save(stack("alpha"));
        assertThat(new StackStore(folder.resolve("stacks")).list()).containsExactly(stack("alpha"), stack("shop"));
        assertThat(Files.readString(folder.resolve("stacks/shop.json")))
                .contains("\"formatVersion\" : 1", "\"host\" : \"db.example.com\"", "\"port\" : 5433", "\"tools\" : \"/usr/lib/postgresql/15/bin\"");
        store.remove("alpha");
        assertThat(store.list()).extracting(Stack::name).containsExactly("shop");
        assertThatThrownBy(() -> store.get("alpha")).isInstanceOf(Failure.NotFound.class)
                .satisfies(e -> assertThat(((Failure) e).hints()).containsExactly("Stacks: shop."));
        assertThatThrownBy(() -> store.remove("../shop")).isInstanceOf(Failure.NotFound.class);
    }

    @Test void aStackThatWasWrittenBeforeThereWasAProtectionHasThatOfItsEnvironment() throws Exception {
        StackStore store = new StackStore(folder);
        Stack open = new Stack("lab", Environment.DEVELOPMENT, stack("a").server(), List.of(), Optional.empty(), Protection.READ_ONLY);
        store.save(open);
        assertThat(store.get("lab")).isEqualTo(open);
        Path file = folder.resolve("lab.json");
        Files.writeString(file, Files.readString(file).replaceAll(",\\s*\"protection\" : \"READ_ONLY\"", ""));
        assertThat(Files.readString(file)).doesNotContain("protection");
        assertThat(store.get("lab").protection()).isEqualTo(Protection.CONFIRM);
        assertThat(store.get("lab").asksForName()).isFalse();
        Files.writeString(file, Files.readString(file).replace("DEVELOPMENT", "PRODUCTION"));
        assertThat(store.get("lab").protection()).isEqualTo(Protection.TYPE_NAME);
        assertThat(store.get("lab").asksForName()).isTrue();
    }

    @Test void saysAllProblemsAtOnce() {
        Stack bad = new Stack("Shop!", Environment.STAGING, new ServerAddress("a b", 70_000, "", " ", TlsMode.PREFER),
                List.of("x", "x", ""), Optional.of(Path.of("bin")));
        assertThatThrownBy(() -> new StackStore(folder).save(bad)).isInstanceOf(Failure.BadInput.class)
                .hasMessageContaining("name \"Shop!\"").hasMessageContaining("host \"a b\"").hasMessageContaining("70000")
                .hasMessageContaining("user is missing").hasMessageContaining("database to connect to is missing")
                .hasMessageContaining("named twice").hasMessageContaining("1 to 63 bytes").hasMessageContaining("absolute path");
        assertThat(folder).isEmptyDirectory();
        assertThat(new Stack("con", Environment.STAGING, stack("a").server(), List.of(), Optional.empty()).problems()).hasSize(1);
    }

    @Test void namesTheFileAndLineThatIsWrong() throws Exception {
        StackStore store = new StackStore(folder);
        store.save(stack("shop"));
        Path file = folder.resolve("shop.json");
        String good = Files.readString(file);
        Files.writeString(file, good.replace("5433", "\"five\""));
        assertThatThrownBy(store::list).isInstanceOf(Failure.BadInput.class).hasMessageContaining("shop.json, line ").hasMessageContaining("five");
        Files.writeString(file, good.replace("\"host\"", "\"hots\""));
        assertThatThrownBy(store::list).isInstanceOf(Failure.BadInput.class).hasMessageContaining("host");
        Files.writeString(file, good.replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
        assertThatThrownBy(store::list).isInstanceOf(Failure.BadInput.class).hasMessageContaining("newer Lifeboat");
        Files.writeString(file, good.replace("5433", "0"));
        assertThatThrownBy(store::list).isInstanceOf(Failure.BadInput.class).hasMessageContaining("port 0");
        Files.writeString(file, "// by hand\n" + good.replaceAll("(?m)^.*\"tools\".*$", "\"x\": 1").replaceAll("(?m)^.*\"databases\".*$", ""));
        assertThat(store.get("shop").databases()).isEmpty();
        assertThat(store.get("shop").tools()).isEmpty();
    }

    @Test void volumesAndServicesAreKeptAndMayBeMissing() throws Exception {
        StackStore store = new StackStore(folder);
        var side = new DockerSide(java.net.URI.create("unix:///var/run/docker.sock"), Optional.empty(),
                List.of(new DockerSide.StackVolume("shop_files", "/app/files")), List.of(new DockerSide.StackService("shop_app", true)));
        Stack with = stack("shop").with(Optional.of(side));
        store.save(with);
        assertThat(store.get("shop")).isEqualTo(with);
        store.save(stack("shop"));
        Path file = folder.resolve("shop.json");
        Files.writeString(file, Files.readString(file).replaceAll("\"docker\" : null,\\s*", ""));
        assertThat(Files.readString(file)).doesNotContain("docker");
        assertThat(store.get("shop")).isEqualTo(stack("shop"));
        var twice = new DockerSide(java.net.URI.create("http://x"), Optional.empty(),
                List.of(new DockerSide.StackVolume("a/b", ""), new DockerSide.StackVolume("a/b", "")), List.of());
        assertThat(stack("shop").with(Optional.of(twice)).problems()).hasSize(4);
    }
}
