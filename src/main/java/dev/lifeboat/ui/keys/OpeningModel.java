package dev.lifeboat.ui.keys;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.SetOpening;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.secret.Keys;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Opens encrypted sets: finds out what is missing, and takes it. A passphrase that opens the set is kept until the
 * program ends, in memory alone.
 */
public final class OpeningModel {
    /**
     * What a set needs before it can be read.
     *
     * @param trouble why it cannot be read now
     * @param keys    those that open it, with whether their secret is on this computer; empty for a set with a passphrase
     */
    public record Needed(BackupSet set, Failure.KeyNeeded trouble, List<SetKey> keys) {
        /** Whether a passphrase is enough. */
        boolean asks() {
            return trouble.trouble() != Failure.KeyTrouble.NO_KEY;
        }

        /** Whether it is the one of the set, and not that of the keys in files. */
        boolean ofSet() {
            return set.manifest().encryption().filter(Manifest.Encrypted::passphrase).isPresent();
        }
    }

    /**
     * A key that opens a set.
     *
     * @param name  empty when it is not known here
     * @param local whether its secret is on this computer
     */
    public record SetKey(Recipient recipient, Optional<String> name, boolean local) {
        /** The keys that open a set. @param known the keys of this computer */
        public static List<SetKey> of(BackupSet set, List<Key> known) {
            return set.manifest().encryption().stream().flatMap(encrypted -> encrypted.publicKeys().stream())
                    .map(recipient -> of(recipient, known)).toList();
        }

        private static SetKey of(Recipient recipient, List<Key> known) {
            var here = known.stream().filter(key -> key.recipient().equals(recipient)).findFirst();
            return new SetKey(recipient, here.map(Key::name), here.filter(key -> key.place() != Key.Place.ELSEWHERE).isPresent());
        }
    }

    private final Keys keys;
    private final Tasks tasks;
    private final Latest looking = new Latest();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    public OpeningModel(Keys keys, Tasks tasks) {
        this.keys = keys;
        this.tasks = tasks;
    }

    /** Goes on at once when the set can be read, otherwise asks first. Both are called in the foreground. */
    public void open(BackupSet set, Runnable then, Consumer<Needed> ask) {
        if (set.manifest().encryption().isEmpty()) {
            then.run();
            return;
        }
        looking.start(tasks.run(() -> needed(set)).onSuccess(needed -> needed.ifPresentOrElse(ask, then)));
    }

    private Optional<Needed> needed(BackupSet set) {
        try {
            SetOpening.require(set, keys);
            return Optional.empty();
        } catch (Failure.KeyNeeded e) {
            return Optional.of(new Needed(set, e, SetKey.of(set, keys.list())));
        }
    }


    /** Takes a passphrase if it opens the set. @param then is called in the foreground when it does */
    void give(Needed needed, String passphrase, Runnable then) {
        busy.set(true);
        error.set(null);
        looking.start(tasks.act(() -> take(needed, new Secret(passphrase)))
                .onSuccess(_ -> then.run()).onError(Failure.class, error::set).onDone(() -> busy.set(false)));
    }

    private void take(Needed needed, Secret passphrase) {
        if (needed.ofSet()) {
            SetOpening.require(needed.set(), Unlock.withPassphrase(passphrase));
            keys.giveSetPassphrase(passphrase);
        } else {
            keys.unlock(passphrase);
            SetOpening.require(needed.set(), keys);
        }
    }

    /** A problem that was read. */
    void forget() {
        error.set(null);
    }

    /** Why the passphrase was not taken; null when it was, or none was given yet. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }
}
