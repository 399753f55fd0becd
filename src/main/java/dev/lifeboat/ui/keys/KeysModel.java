package dev.lifeboat.ui.keys;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.secret.Identity;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.RecoveryKit;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.StackStore;
import dev.lifeboat.ui.common.Tasks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The keys of this computer, and which stacks use them. Works in the background. */
public final class KeysModel {
    private final Keys keys;
    private final StackStore stacks;
    private final AuditLog audit;
    private final Supplier<Path> repository;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>(this, "found");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

    /** What there is. @param locked whether a key in a file still needs its passphrase */
    public record Found(List<Key> keys, List<Stack> stacks, boolean locked) {
        /** The stacks whose new sets anybody can read. */
        List<Stack> unencrypted() {
            return stacks.stream().filter(stack -> stack.recipients().isEmpty()).toList();
        }

        List<String> stacksOf(Key key) {
            return stacks.stream().filter(stack -> stack.recipients().contains(key.recipient())).map(Stack::name).toList();
        }
    }

    /** @param repository where the sets lie, for the recovery kit */
    public KeysModel(Keys keys, StackStore stacks, AuditLog audit, Supplier<Path> repository, Tasks tasks) {
        this.keys = keys;
        this.stacks = stacks;
        this.audit = audit;
        this.repository = repository;
        this.tasks = tasks;
    }

    public void load() {
        tasks.run(this::look).onSuccess(found::set).onError(Failure.class, error::set).start();
    }

    private Found look() {
        List<Key> all = keys.list();
        boolean locked = all.stream().anyMatch(key -> key.place() == Key.Place.FILE) && keys.passphraseOfFiles().isEmpty();
        return new Found(all, stacks.list(), locked);
    }

    /** Whether a new key here needs a passphrase that was not given yet. */
    boolean asksForPassphrase() {
        return keys.defaultPlace() == Key.Place.FILE && keys.passphraseOfFiles().isEmpty();
    }

    void generate(String name, Optional<String> passphrase, Runnable done) {
        change(() -> {
            passphrase.map(Secret::new).ifPresent(keys::givePassphrase);
            Key key = keys.add(name, Identity.generate(), keys.defaultPlace());
            audit.record("key.generate", name, "done", key.recipient().publicKey());
        }, done);
    }

    /** @param text a secret key, the file of one, or a public key */
    void take(String name, String text, Optional<String> passphrase, Runnable done) {
        change(() -> {
            passphrase.map(Secret::new).ifPresent(keys::givePassphrase);
            Key key = text.strip().startsWith("age1") ? keys.add(name, keys.recipient(text.strip()))
                    : keys.add(name, Identity.parseFile(text).getFirst(), keys.defaultPlace());
            audit.record("key.import", name, "done", key.recipient().publicKey());
        }, done);
    }

    /** Opens the keys in files for as long as the program runs; a passphrase that opens none is not kept. */
    void unlock(String passphrase, Runnable done) {
        change(() -> keys.unlock(new Secret(passphrase)), done);
    }

    void writeKit(Key key, Path file, Runnable done) {
        change(() -> {
            List<String> its = look().stacksOf(key);
            new RecoveryKit(key.name(), keys.identity(key.name()), its, repository.get().toString(), Instant.now()).write(file);
            audit.record("key.recovery-kit", key.name(), "done", file.toString());
        }, done);
    }

    void encrypt(Stack stack, Key key) {
        change(() -> {
            stacks.save(stacks.get(stack.name()).encryptedTo(List.of(key.recipient())));
            audit.record("key.rotate", stack.name(), "done", key.recipient().publicKey());
        }, () -> { });
    }

    private void change(Runnable work, Runnable done) {
        error.set(null);
        busy.set(true);
        tasks.run(() -> {
            work.run();
            return look();
        }).onSuccess(now -> {
            found.set(now);
            done.run();
        }).onError(Failure.class, error::set).onDone(() -> busy.set(false)).start();
    }

    /** A problem that was read. */
    void forget() {
        error.set(null);
    }

    /** Null until {@link #load} has looked. */
    ReadOnlyObjectProperty<Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** What went wrong last; null when all is well. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
