package dev.lifeboat.ui.browser.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.browser.console.ConsoleStore.HistoryEntry;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTab;
import dev.lifeboat.ui.browser.console.ConsoleStore.SavedTabs;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleStoreTest {
    private static final Instant AT = Instant.parse("2026-11-22T14:32:07Z");

    @TempDir Path folder;

    @Test
    void tabsComeBackWithoutTheirPasswords() throws Exception {
        var store = new ConsoleStore(folder);
        store.save("shop", new SavedTabs(List.of(new SavedTab("SQL 1", "shop", "alter role a password 'secret'; select 'kept'", 3)), 0), 1);
        assertThat(new ConsoleStore(folder).tabs("shop")).isEqualTo(new SavedTabs(List.of(new SavedTab("SQL 1", "shop", "alter role a password ''; select 'kept'", 3)), 0));
        assertThat(Files.readString(folder.resolve("shop.json"))).doesNotContain("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("shop.json")))).isEqualTo("rw-------");
        assertThat(store.tabs("other")).isEqualTo(SavedTabs.NONE);
        store.save("shop", SavedTabs.NONE, 3);
        store.save("shop", new SavedTabs(List.of(new SavedTab("late", "shop", "", 0)), 0), 2);
        assertThat(store.tabs("shop")).isEqualTo(SavedTabs.NONE);
    }

    @Test
    void theHistoryForgetsPasswordsAndKeepsTheLatest() throws Exception {
        var store = new ConsoleStore(folder);
        assertThat(store.remember("shop", entry("select 1"))).isTrue();
        assertThat(store.remember("shop", entry("create user a password 'secret'"))).isFalse();
        assertThat(store.remember("shop", entry("select\n2"))).isTrue();
        assertThat(store.history("shop")).extracting(HistoryEntry::sql).containsExactly("select\n2", "select 1");
        var file = folder.resolve("shop.history.jsonl");
        assertThat(Files.readString(file)).doesNotContain("secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        Files.writeString(file, Files.readString(file).lines().findFirst().orElseThrow().concat("\n").repeat(4000));
        store.remember("shop", entry("select 3"));
        assertThat(store.history("shop")).hasSize(2000);
        assertThat(store.history("shop").getFirst().sql()).isEqualTo("select 3");
    }

    @Test
    void consolesComeBackWithTheirStack() {
        var shop = consoles();
        shop.use(Optional.of(stack("shop")));
        shop.open(Optional.empty());
        shop.open(Optional.of("events"));
        shop.tabs().getLast().textProperty().set("select 2");
        shop.use(Optional.of(stack("other")));
        assertThat(shop.tabs()).isEmpty();
        assertThat(shop.chosenProperty().get()).isNull();
        var again = consoles();
        again.use(Optional.of(stack("shop")));
        assertThat(again.tabs()).extracting(ConsoleModel::saved).containsExactly(new SavedTab("SQL 1", "first", "", 0), new SavedTab("SQL 2", "events", "select 2", 0));
        assertThat(again.chosenProperty().get()).isSameAs(again.tabs().getLast());
        again.close(again.tabs().getLast());
        assertThat(again.chosenProperty().get()).isSameAs(again.tabs().getFirst());
        again.open(Optional.empty());
        assertThat(again.tabs().getLast().nameProperty().get()).isEqualTo("SQL 2");
    }

    private ConsolesModel consoles() {
        List<Throwable> unhandled = new ArrayList<>();
        return new ConsolesModel(new Tasks(Runnable::run, Runnable::run, unhandled::add), Workplace.formats(),
                stack -> new ConsoleServer(stack, new Server(stack.server(), new Passwords(folder.resolve("pgpass"), Map.of()))), new ConsoleStore(folder));
    }

    private static Stack stack(String name) {
        return new Stack(name, Environment.DEVELOPMENT, new ServerAddress("127.0.0.1", 1, "postgres", "postgres", TlsMode.DISABLE), List.of("first"), Optional.empty());
    }

    private static HistoryEntry entry(String sql) {
        return new HistoryEntry(AT, "shop", sql, 12, false, "1 row in 0 seconds");
    }
}
