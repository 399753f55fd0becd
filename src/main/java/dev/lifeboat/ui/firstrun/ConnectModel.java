package dev.lifeboat.ui.firstrun;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ConnectionUrl;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

/**
 * The form that connects by hand: what was typed, whether it makes a stack, and what the server answers. The
 * password goes into Lifeboat's password file, never into the stack.
 */
public final class ConnectModel {
    private final StackStore stacks;
    private final Passwords passwords;
    private final Tasks tasks;
    private Consumer<Stack> saved = _ -> {};
    private Tasks.Running test = () -> {};

    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty url = new SimpleStringProperty(this, "url", "");
    private final StringProperty container = new SimpleStringProperty(this, "container", "");
    private final StringProperty host = new SimpleStringProperty(this, "host", "localhost");
    private final StringProperty port = new SimpleStringProperty(this, "port", "5432");
    private final StringProperty user = new SimpleStringProperty(this, "user", "postgres");
    private final StringProperty password = new SimpleStringProperty(this, "password", "");
    private final StringProperty database = new SimpleStringProperty(this, "database", "postgres");
    private final ObjectProperty<TlsMode> tls = new SimpleObjectProperty<>(this, "tls", TlsMode.PREFER);
    private final ObjectProperty<Environment> environment = new SimpleObjectProperty<>(this, "environment", Environment.DEVELOPMENT);
    private final ObjectProperty<Protection> protection = new SimpleObjectProperty<>(this, "protection", Protection.of(Environment.DEVELOPMENT));
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<List<Check>> checks = new ReadOnlyObjectWrapper<>(this, "checks", List.of());
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public ConnectModel(StackStore stacks, Passwords passwords, Tasks tasks) {
        this.stacks = stacks;
        this.passwords = passwords;
        this.tasks = tasks;
        url.addListener((_, _, text) -> fill(text.strip()));
        environment.addListener((_, _, chosen) -> protection.set(Protection.of(chosen)));
    }

    /** Who is told of the stack when it was saved, in the foreground. */
    public void onSaved(Consumer<Stack> listener) {
        saved = listener;
    }

    /**
     * Fills the form from a connection URL, such as {@code postgresql://user:password@host:5432/database?sslmode=require};
     * what is no URL yet changes nothing.
     */
    private void fill(String text) {
        if (!text.contains("://") || text.isBlank()) {
            error.set(null);
            return;
        }
        try {
            var parsed = ConnectionUrl.parse(text);
            host.set(parsed.address().host());
            port.set(Integer.toString(parsed.address().port()));
            user.set(parsed.address().user());
            database.set(parsed.address().maintenanceDatabase());
            tls.set(parsed.address().tls());
            parsed.password().ifPresent(secret -> password.set(secret.reveal()));
            error.set(null);
        } catch (Failure.BadInput wrong) {
            error.set(wrong);
        }
    }

    /** Takes what was typed through the layers of a connection: name, TCP, TLS, authentication, database. */
    public void test() {
        if (!begin()) return;
        var address = address();
        String typed = password.get();
        test = tasks.run(() -> new Server(address, typed.isEmpty() ? passwords : typedOnly(typed)).test())
                .onSuccess(checks::set).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    /** Stops waiting for the answer of a test. */
    public void stopTest() {
        test.cancel();
        busy.set(false);
    }

    /** Saves the stack and the password, whether or not the server answers now. */
    public void save() {
        if (!begin()) return;
        var stack = new Stack(name.get().strip(), environment.get(), address(), List.of(), Optional.empty(), protection.get());
        String typed = password.get();
        tasks.run(() -> {
            if (stacks.list().stream().anyMatch(other -> other.name().equals(stack.name()))) {
                throw new Failure.BadInput(Messages.text("connect.name.taken", stack.name()), Messages.text("connect.name.taken.hint"));
            }
            stacks.save(stack);
            if (!typed.isEmpty()) {
                passwords.store(stack.server().host(), stack.server().port(), stack.server().user(), new Secret(typed));
            }
            return stack;
        }).onSuccess(saved).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    private boolean begin() {
        if (busy.get()) return false;
        checks.set(List.of());
        error.set(null);
        try {
            address();
        } catch (Failure.BadInput wrong) {
            error.set(wrong);
            return false;
        }
        busy.set(true);
        return true;
    }

    private ServerAddress address() {
        String through = container.get().strip();
        int portNumber = number(port.get().strip());
        if (through.isEmpty()) return new ServerAddress(host.get().strip(), portNumber, user.get().strip(), database.get().strip(), tls.get());
        var at = new ContainerAddress(EngineAddress.local(System.getenv()), Optional.empty(), through);
        return new ServerAddress(through, portNumber, user.get().strip(), database.get().strip(), tls.get(), Optional.of(at));
    }

    private static int number(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) return port;
        } catch (NumberFormatException _) {
            throw new Failure.BadInput(Messages.text("connect.port.notNumber", text), Messages.text("connect.port.hint"));
        }
        throw new Failure.BadInput(Messages.text("connect.port.outside", text), Messages.text("connect.port.hint"));
    }

    /** The password that was typed, and no other: a test must not pass because of one that was kept before. */
    private static Passwords typedOnly(String typed) {
        return new Passwords(Path.of("no-password-file"), Map.of("PGPASSWORD", typed));
    }

    public StringProperty nameProperty() { return name; }

    /** A connection URL; when it is one, the other fields follow it. */
    public StringProperty urlProperty() { return url; }

    /** The container of this machine's engine to connect through; empty for the host. */
    public StringProperty containerProperty() { return container; }

    public StringProperty hostProperty() { return host; }

    /** As typed; it need not be a number. */
    public StringProperty portProperty() { return port; }

    public StringProperty userProperty() { return user; }

    public StringProperty passwordProperty() { return password; }

    public StringProperty databaseProperty() { return database; }

    public ObjectProperty<TlsMode> tlsProperty() { return tls; }

    public ObjectProperty<Environment> environmentProperty() { return environment; }

    /** What is asked before data is changed; follows the environment until it is chosen. */
    public ObjectProperty<Protection> protectionProperty() { return protection; }

    /** True while a test or a save runs. */
    public ReadOnlyBooleanProperty busyProperty() { return busy.getReadOnlyProperty(); }

    /** The layers that the last test went through; empty before. */
    public ReadOnlyObjectProperty<List<Check>> checksProperty() { return checks.getReadOnlyProperty(); }

    /** What is wrong with what was typed, or why it could not be saved; null when nothing is. */
    public ReadOnlyObjectProperty<Throwable> errorProperty() { return error.getReadOnlyProperty(); }
}
