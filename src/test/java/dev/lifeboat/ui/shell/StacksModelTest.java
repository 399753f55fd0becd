package dev.lifeboat.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksModelTest {
    @TempDir
    Path folder;

    private final List<Throwable> unhandled = new ArrayList<>();
    private StackStore store;
    private StacksModel model;

    @BeforeEach
    void make() {
        store = new StackStore(folder);
        model = new StacksModel(store, new Tasks(Runnable::run, Runnable::run, unhandled::add));
    }

    @Test
    void withoutStacksNoneIsInFront() {
        model.load();
        assertThat(model.loadedProperty().get()).isTrue();
        assertThat(model.currentProperty().get()).isEmpty();
    }

    @Test
    void theFirstByNameComesToTheFront() {
        store.save(stack("shop"));
        store.save(stack("billing"));
        model.load();
        assertThat(model.stacks()).extracting(Stack::name).containsExactly("billing", "shop");
        assertThat(current()).isEqualTo("billing");
    }

    @Test
    void theOneInFrontStaysThereWhenTheTerminalAddsAnother() {
        store.save(stack("shop"));
        model.load();
        store.save(stack("billing"));
        model.load();
        assertThat(model.stacks()).hasSize(2);
        assertThat(current()).isEqualTo("shop");
    }

    @Test
    void anOlderAnswerDoesNotHideAStackJustAdded() {
        var pending = new ArrayList<Runnable>();
        var answers = new ArrayList<Runnable>();
        var slow = new StacksModel(store, new Tasks(pending::add, answers::add, unhandled::add));
        slow.load();
        pending.removeFirst().run();
        store.save(stack("billing"));
        store.save(stack("shop"));
        slow.loadAndChoose("shop");
        slow.load(); // the window came back before the stack was read
        pending.forEach(Runnable::run);
        answers.reversed().forEach(Runnable::run);
        assertThat(slow.currentProperty().get().orElseThrow().name()).isEqualTo("shop");
    }

    @Test
    void anotherComesToTheFrontWhenTheTerminalRemovesIt() {
        store.save(stack("billing"));
        store.save(stack("shop"));
        model.loadAndChoose("shop");
        store.remove("shop");
        model.load();
        assertThat(current()).isEqualTo("billing");
    }

    @Test
    void aStackFileThatCannotBeReadIsSaid() throws Exception {
        Files.writeString(folder.resolve("shop.json"), "{ not json");
        model.load();
        assertThat(unhandled).hasSize(1);
        assertThat(unhandled.getFirst()).hasMessageContaining("shop.json");
    }

    private String current() {
        return model.currentProperty().get().orElseThrow().name();
    }

    private static Stack stack(String name) {
        return new Stack(name, Environment.STAGING, new ServerAddress("localhost", 5432, "postgres", "postgres", TlsMode.PREFER), List.of(), Optional.empty());
    }
}
