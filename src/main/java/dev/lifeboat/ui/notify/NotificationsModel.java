package dev.lifeboat.ui.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.ChannelStore;
import dev.lifeboat.engine.notify.Deliveries;
import dev.lifeboat.engine.notify.Notifications;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.ui.common.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/** Who is told how scheduled runs come out, and how the last notice of each went. Works in the background. */
public final class NotificationsModel {
    private final ChannelStore channels;
    private final Deliveries deliveries;
    private final Notifications notifications;
    private final AuditLog audit;
    private final Tasks tasks;
    private final ReadOnlyObjectWrapper<Found> found = new ReadOnlyObjectWrapper<>(this, "found");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");
    private final ReadOnlyObjectWrapper<Tried> tried = new ReadOnlyObjectWrapper<>(this, "tried", new Tried.Not());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ObservableSet<String> testing = FXCollections.observableSet();

    /** What there is. @param whyNoKeyring why secrets cannot go into a keyring; @param whyNoDesktop why no notice can be shown here */
    record Found(List<Entry> entries, Optional<String> whyNoKeyring, Optional<String> whyNoDesktop) {
        List<String> names() {
            return entries.stream().map(one -> one.kept().name()).toList();
        }
    }

    /** One of them, and how its last notices went. */
    record Entry(ChannelStore.Kept kept, Deliveries.Last last) {}

    /** How the test of what a sheet holds came out. */
    sealed interface Tried {
        /** It was not tried, or something was changed since. */
        record Not() implements Tried {}

        /** It was taken. */
        record Sent(String to) implements Tried {}

        /** It was not. */
        record Failed(Throwable why) implements Tried {}
    }

    public NotificationsModel(ChannelStore channels, Deliveries deliveries, Notifications notifications, AuditLog audit, Tasks tasks) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.notifications = notifications;
        this.audit = audit;
        this.tasks = tasks;
    }

    public void load() {
        tasks.run(this::look).onSuccess(found::set).onError(Failure.class, error::set).start();
    }

    private Found look() {
        return new Found(channels.list().stream().map(kept -> new Entry(kept, deliveries.of(kept.name()))).toList(), channels.whyNoKeyring(), notifications.whyNoDesktop());
    }

    /** Sends a test notice to one that is kept; how it went is seen in {@link #foundProperty}. */
    void test(String name) {
        if (!testing.add(name)) return;
        error.set(null);
        tasks.run(() -> {
            try {
                notifications.test(channels.get(name));
            } catch (Failure.ConnectionFailed | Failure.ToolFailed e) {
                return e; // kept with the deliveries, and shown beside the notification
            }
            return null;
        }).onError(Failure.class, error::set).onDone(() -> {
            testing.remove(name);
            load();
        }).start();
    }

    /** Sends a test notice to what a sheet holds, before it is kept. */
    void tryOut(NotificationForm form) {
        tried.set(new Tried.Not());
        busy.set(true);
        tasks.run(() -> {
            Channel channel = channel(form);
            notifications.tryOut(channel);
            return channel.shown();
        }).onSuccess(shown -> tried.set(new Tried.Sent(shown))).onError(Failure.class, failed -> tried.set(new Tried.Failed(failed))).onDone(() -> busy.set(false)).start();
    }

    /** Something in the sheet was changed: what was tried says nothing of it. */
    void edited() {
        tried.set(new Tried.Not());
    }

    void add(NotificationForm form, ChannelStore.Place place, Runnable done) {
        change(() -> {
            Channel channel = form.channel(Optional.empty());
            channels.add(channel, place);
            audit.record("notify.add", channel.name(), "done", words(channel));
        }, done);
    }

    void replace(NotificationForm form, ChannelStore.Place place, Runnable done) {
        change(() -> {
            Channel channel = channel(form);
            channels.replace(channel, place);
            audit.record("notify.replace", channel.name(), "done", words(channel));
        }, done);
    }

    void remove(String name) {
        change(() -> {
            channels.remove(name);
            deliveries.forget(name);
            audit.record("notify.remove", name, "done", "");
        }, () -> { });
    }

    private Channel channel(NotificationForm form) {
        Optional<Secret> before = form.kept() && form.secret().isEmpty() ? channels.get(form.name().strip()).secret() : Optional.empty();
        return form.channel(before);
    }

    private static String words(Channel channel) {
        return channel.type().name().toLowerCase(Locale.ROOT) + " to " + channel.shown();
    }

    private void change(Tasks.Action work, Runnable done) {
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
        edited();
    }

    /** Null until {@link #load} has looked. */
    ReadOnlyObjectProperty<Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** What went wrong last; null when all is well. */
    ReadOnlyObjectProperty<Throwable> errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** Never null. */
    ReadOnlyObjectProperty<Tried> triedProperty() {
        return tried.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** The names of those that a test notice is being sent to. */
    ObservableSet<String> testing() {
        return testing;
    }
}
