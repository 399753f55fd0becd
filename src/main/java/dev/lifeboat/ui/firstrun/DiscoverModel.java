package dev.lifeboat.ui.firstrun;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.FoundStack;
import dev.lifeboat.engine.docker.StackDiscovery;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The stacks that run on a Docker or Podman host, and how one of them is taken up. */
public final class DiscoverModel {
    private final StackStore stacks;
    private final Passwords passwords;
    private final Tasks tasks;
    private Consumer<Stack> saved = _ -> {};
    private Tasks.Running search = () -> {};

    private final StringProperty engine = new SimpleStringProperty(this, "engine", "");
    private final ObjectProperty<Environment> environment = new SimpleObjectProperty<>(this, "environment", Environment.DEVELOPMENT);
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<Optional<List<FoundStack>>> found = new ReadOnlyObjectWrapper<>(this, "found", Optional.empty());
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    /** @param local where this machine's engine listens */
    public DiscoverModel(StackStore stacks, Passwords passwords, Tasks tasks, URI local) {
        this.stacks = stacks;
        this.passwords = passwords;
        this.tasks = tasks;
        engine.set(local.toString());
    }

    /** Who is told of the stack when it was saved, in the foreground. */
    public void onSaved(Consumer<Stack> listener) {
        saved = listener;
    }

    /** Looks through the containers of the engine; does nothing while it is looking. */
    public void search() {
        if (busy.get()) return;
        String typed = engine.get().strip();
        busy.set(true);
        error.set(null);
        found.set(Optional.empty());
        search = tasks.run(() -> new StackDiscovery(address(typed), Optional.empty()).find())
                .onSuccess(stack -> found.set(Optional.of(stack))).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    /** Stops waiting for the engine. */
    public void stop() {
        search.cancel();
        busy.set(false);
    }

    /** Keeps a stack that was found, and its password where its container tells it. */
    public void add(FoundStack chosen) {
        if (busy.get()) return;
        busy.set(true);
        error.set(null);
        var stack = new Stack(chosen.name(), environment.get(), chosen.server(), List.of(), Optional.empty()).with(Optional.of(chosen.docker()));
        tasks.run(() -> {
            if (stacks.list().stream().anyMatch(other -> other.name().equals(stack.name()))) {
                throw new Failure.BadInput(Messages.text("connect.name.taken", stack.name()), Messages.text("discover.taken.hint"));
            }
            stacks.save(stack);
            chosen.password().ifPresent(secret -> passwords.store(stack.server().host(), stack.server().port(), stack.server().user(), secret));
            return stack;
        }).onSuccess(saved).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    private static URI address(String typed) {
        try {
            return URI.create(typed);
        } catch (IllegalArgumentException _) {
            throw new Failure.BadInput(Messages.text("discover.engine.bad"), Messages.text("discover.engine.hint"));
        }
    }

    /** Where the engine listens, as typed. */
    public StringProperty engineProperty() { return engine; }

    /** What an added stack is. */
    public ObjectProperty<Environment> environmentProperty() { return environment; }

    /** True while it looks, or saves. */
    public ReadOnlyBooleanProperty busyProperty() { return busy.getReadOnlyProperty(); }

    /** What was found; empty until that is known. */
    public ReadOnlyObjectProperty<Optional<List<FoundStack>>> foundProperty() { return found.getReadOnlyProperty(); }

    /** Why nothing could be found or saved; null when it could. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() { return error.getReadOnlyProperty(); }
}
