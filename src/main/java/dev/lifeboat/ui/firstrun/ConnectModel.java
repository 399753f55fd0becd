package dev.lifeboat.ui.firstrun;

import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Server;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.ConnectionUrl;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.ContainerPubEnv;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.Protection;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The form of a stack, new or there already: what was typed, whether it makes a stack, and what the server answers. The
 * password goes into Lifeboat's password file, never into the stack.
 */
public final class ConnectModel {
    /** What ContainerPub's own stack is called when nobody says otherwise. */
    private static final String DEFAULT_NAME = "containerpub";

    private final StackStore stacks;
    private final Passwords passwords;
    private final Tasks tasks;
    private final DockerPart docker;
    private final List<Key> keys = new ArrayList<>();
    private Optional<Stack> before = Optional.empty();
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
    private final StringProperty databases = new SimpleStringProperty(this, "databases", "");
    private final StringProperty tools = new SimpleStringProperty(this, "tools", "");
    private final ObservableList<KeyTick> ticks = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<List<Check>> checks = new ReadOnlyObjectWrapper<>(this, "checks", List.of());
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public ConnectModel(StackStore stacks, Passwords passwords, Tasks tasks) {
        this.stacks = stacks;
        this.passwords = passwords;
        this.tasks = tasks;
        docker = new DockerPart(tasks);
        url.addListener((_, _, text) -> fill(text.strip()));
        environment.addListener((_, _, chosen) -> protection.set(Protection.of(chosen)));
    }

    /**
     * A key that new sets may be encrypted to.
     *
     * @param name empty for one that is not known on this computer
     */
    record KeyTick(Recipient recipient, Optional<String> name, BooleanProperty chosen) {}

    /** Offers the keys of this computer, which are read in the background. */
    public ConnectModel with(Keys known) {
        tasks.run(known::list).onSuccess(this::offer).onError(Failure.class, error::set).start();
        return this;
    }

    private void offer(List<Key> known) {
        keys.clear();
        keys.addAll(known);
        var chosen = before.map(Stack::recipients).orElse(List.of());
        ticks.clear();
        known.forEach(key -> ticks.add(new KeyTick(key.recipient(), Optional.of(key.name()), new SimpleBooleanProperty(chosen.contains(key.recipient())))));
        chosen.stream().filter(recipient -> known.stream().noneMatch(key -> key.recipient().equals(recipient)))
                .forEach(recipient -> ticks.add(new KeyTick(recipient, Optional.empty(), new SimpleBooleanProperty(true))));
    }

    /** Fills the form with a stack that is there; saving replaces it. */
    public ConnectModel changing(Stack stack) {
        before = Optional.of(stack);
        var server = stack.server();
        name.set(stack.name());
        environment.set(stack.environment());
        protection.set(stack.protection());
        container.set(server.through().map(ContainerAddress::container).orElse(""));
        host.set(server.host());
        port.set(Integer.toString(server.port()));
        user.set(server.user());
        database.set(server.maintenanceDatabase());
        tls.set(server.tls());
        databases.set(String.join(", ", stack.databases()));
        tools.set(stack.tools().map(Path::toString).orElse(""));
        server.through().ifPresent(through -> docker.take(new DockerSide(through.engine(), through.certificates(), List.of(), List.of())));
        stack.docker().ifPresent(docker::take);
        offer(List.copyOf(keys));
        return this;
    }

    /** The stack that is changed; empty for a new one. */
    Optional<Stack> before() {
        return before;
    }

    /** Asks the engine for the volumes it has, and for those of the stack. */
    void findVolumes() {
        docker.find(container.get());
    }

    /** Takes container, user, databases, volume and password from a ContainerPub {@code .env} file. */
    void takeEnv(Path file) {
        error.set(null);
        tasks.run(() -> ContainerPubEnv.read(file)).onSuccess(this::take).onError(Failure.class, error::set).start();
    }

    private void take(ContainerPubEnv env) {
        container.set(env.container());
        user.set(env.user());
        database.set(env.databases().getFirst());
        databases.set(String.join(", ", env.databases()));
        env.password().ifPresent(secret -> password.set(secret.reveal()));
        docker.nameVolume(env.volume());
        if (name.get().isBlank()) name.set(DEFAULT_NAME);
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
        Stack stack;
        try {
            stack = stack();
        } catch (Failure.BadInput wrong) {
            busy.set(false);
            error.set(wrong);
            return;
        }
        String typed = password.get();
        tasks.run(() -> {
            if (before.isEmpty() && stacks.list().stream().anyMatch(other -> other.name().equals(stack.name()))) {
                throw new Failure.BadInput(Messages.text("connect.name.taken", stack.name()), Messages.text("connect.name.taken.hint"));
            }
            stacks.save(stack);
            if (!typed.isEmpty()) {
                passwords.store(stack.server().host(), stack.server().port(), stack.server().user(), new Secret(typed));
            }
            return stack;
        }).onSuccess(saved).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    private Stack stack() {
        var names = Stream.of(databases.get().split(",")).map(String::strip).filter(text -> !text.isEmpty()).toList();
        Optional<Path> folder;
        try {
            folder = Optional.of(tools.get().strip()).filter(text -> !text.isEmpty()).map(Path::of);
        } catch (InvalidPathException _) {
            throw new Failure.BadInput(Messages.text("connect.path.bad", tools.get()));
        }
        // Keys that could not be offered yet are not taken away.
        var recipients = ticks.isEmpty() ? before.map(Stack::recipients).orElse(List.of())
                : ticks.stream().filter(tick -> tick.chosen().get()).map(KeyTick::recipient).toList();
        return new Stack(name.get().strip(), environment.get(), address(), names, folder, protection.get()).encryptedTo(recipients).with(docker.side());
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
        var at = new ContainerAddress(docker.address(), docker.certificates(), through);
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

    /** The volumes and services. */
    DockerPart docker() { return docker; }

    /** The keys that new sets may be encrypted to. */
    ObservableList<KeyTick> keyTicks() { return ticks; }

    /** Those to back up, with commas between them; empty for all. */
    public StringProperty databasesProperty() { return databases; }

    /** The folder of pg_dump and the others, as typed; empty to search. */
    public StringProperty toolsProperty() { return tools; }

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
