package dev.lifeboat.ui.firstrun;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.docker.FoundStack;
import dev.lifeboat.engine.docker.StackDiscovery;
import dev.lifeboat.engine.docker.Volumes;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.DockerSide.StackService;
import dev.lifeboat.engine.stack.DockerSide.StackVolume;
import dev.lifeboat.ui.common.Latest;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tasks;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The volumes and services of a stack that is being described: found on its engine and ticked, or named by hand. */
public final class DockerPart {
    /**
     * A volume that may be ticked.
     *
     * @param mount where a container sees it; empty when that is not known
     * @param users who has it mounted, as far as the engine was asked
     */
    record OfferedVolume(String name, String mount, List<Volumes.User> users, BooleanProperty chosen) {
        /** The server that keeps its data there: its databases are backed up, not its files. */
        Optional<String> server() {
            return users.stream().filter(Volumes.User::database).map(Volumes.User::container).findFirst();
        }
    }

    /**
     * A container that may be ticked.
     *
     * @param writes whether it is paused while a full set is captured
     */
    record OfferedService(String container, boolean writes, BooleanProperty chosen) {}

    private record Found(List<Volumes.Volume> volumes, Optional<DockerSide> proposed) {}

    private final Tasks tasks;
    private final Latest finding = new Latest();
    private final StringProperty engine = new SimpleStringProperty(this, "engine", EngineAddress.local(System.getenv()).toString());
    private final StringProperty certificates = new SimpleStringProperty(this, "certificates", "");
    private final ObservableList<OfferedVolume> volumes = FXCollections.observableArrayList();
    private final ObservableList<OfferedService> services = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyBooleanWrapper asked = new ReadOnlyBooleanWrapper(this, "asked");
    private final ReadOnlyObjectWrapper<Throwable> error = new ReadOnlyObjectWrapper<>(this, "error");

    DockerPart(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Begins with what a stack has. */
    void take(DockerSide side) {
        engine.set(side.engine().toString());
        certificates.set(side.certificates().map(Path::toString).orElse(""));
        volumes.setAll(side.volumes().stream().map(one -> volume(one.name(), one.mount(), List.of(), true)).toList());
        services.setAll(side.services().stream().map(one -> new OfferedService(one.container(), one.writes(), new SimpleBooleanProperty(true))).toList());
    }

    /** Asks the engine for its volumes. @param container the database server's; empty when it is in none: then nothing is proposed */
    void find(String container) {
        error.set(null);
        URI at;
        Optional<Path> folder;
        try {
            at = address();
            folder = certificates();
        } catch (Failure.BadInput wrong) {
            error.set(wrong);
            return;
        }
        busy.set(true);
        finding.start(tasks.run(() -> ask(at, folder, container)).onSuccess(this::show).onError(Failure.class, error::set).onDone(() -> busy.set(false)));
    }

    private static Found ask(URI at, Optional<Path> folder, String container) {
        List<Volumes.Volume> all;
        try (DockerEngine asked = DockerEngine.open(at, folder)) {
            all = Volumes.of(asked).all();
        }
        if (container.isBlank()) return new Found(all, Optional.empty());
        return new Found(all, new StackDiscovery(at, folder).find().stream()
                .filter(found -> found.server().host().equals(container.strip())).map(FoundStack::docker).findFirst());
    }

    /** What was ticked or named stays; the volumes that belong to the server's project are ticked the first time. */
    private void show(Found found) {
        var ticked = volumes.stream().filter(one -> one.chosen().get()).toList();
        var named = ticked.stream().map(OfferedVolume::name).toList();
        var proposed = found.proposed().map(side -> side.volumes().stream().map(StackVolume::name).toList()).orElse(List.of());
        boolean first = !asked.get() && ticked.isEmpty();
        volumes.clear();
        for (var each : found.volumes()) {
            boolean chosen = named.contains(each.name()) || first && proposed.contains(each.name());
            volumes.add(volume(each.name(), each.users().stream().findFirst().map(Volumes.User::target).orElse(""), each.users(), chosen));
        }
        ticked.stream().filter(one -> found.volumes().stream().noneMatch(there -> there.name().equals(one.name()))).forEach(volumes::add);
        // Those that are ticked or in use first: an engine may have hundreds.
        FXCollections.sort(volumes, Comparator.comparing((OfferedVolume one) -> !one.chosen().get())
                .thenComparing(one -> one.users().isEmpty()).thenComparing(OfferedVolume::name));
        volumes.stream().filter(one -> one.chosen().get()).forEach(this::offerUsers);
        asked.set(true);
    }

    private OfferedVolume volume(String name, String mount, List<Volumes.User> users, boolean chosen) {
        var made = new OfferedVolume(name, mount, users, new SimpleBooleanProperty(chosen));
        made.chosen().addListener((_, _, now) -> {
            if (now) offerUsers(made);
        });
        return made;
    }

    /** Who uses a ticked volume is ticked too, unless it is there already; who writes to one of several writes. */
    private void offerUsers(OfferedVolume volume) {
        for (var user : volume.users()) {
            if (user.database()) continue;
            var there = services.stream().filter(one -> one.container().equals(user.container())).findFirst();
            if (there.isEmpty()) services.add(new OfferedService(user.container(), user.writable(), new SimpleBooleanProperty(true)));
            else if (user.writable() && !there.get().writes()) services.set(services.indexOf(there.get()), new OfferedService(user.container(), true, there.get().chosen()));
        }
    }

    /** Adds a volume by its name, or ticks it when it is offered. */
    void nameVolume(String name) {
        if (name.isBlank()) return;
        volumes.stream().filter(one -> one.name().equals(name.strip())).findFirst().ifPresentOrElse(one -> one.chosen().set(true),
                () -> volumes.addFirst(volume(name.strip(), "", List.of(), true)));
    }

    /** Adds a container by its name, or ticks it when it is offered; it is taken for one that writes. */
    void nameService(String name) {
        if (name.isBlank()) return;
        services.stream().filter(one -> one.container().equals(name.strip())).findFirst().ifPresentOrElse(one -> one.chosen().set(true),
                () -> services.addFirst(new OfferedService(name.strip(), true, new SimpleBooleanProperty(true))));
    }

    /** What was ticked; empty when nothing was. @throws Failure.BadInput for an address that is none */
    Optional<DockerSide> side() {
        var chosen = volumes.stream().filter(one -> one.chosen().get()).map(one -> new StackVolume(one.name(), one.mount())).toList();
        var using = services.stream().filter(one -> one.chosen().get()).map(one -> new StackService(one.container(), one.writes())).toList();
        return chosen.isEmpty() && using.isEmpty() ? Optional.empty() : Optional.of(new DockerSide(address(), certificates(), chosen, using));
    }

    /** @throws Failure.BadInput when what was typed is no address */
    URI address() {
        try {
            return URI.create(engine.get().strip());
        } catch (IllegalArgumentException _) {
            throw new Failure.BadInput(Messages.text("discover.engine.bad"), Messages.text("discover.engine.hint"));
        }
    }

    /** @throws Failure.BadInput when what was typed is no path */
    Optional<Path> certificates() {
        try {
            return Optional.of(certificates.get().strip()).filter(text -> !text.isEmpty()).map(Path::of);
        } catch (InvalidPathException e) {
            throw new Failure.BadInput(Messages.text("connect.path.bad", certificates.get()));
        }
    }

    void stop() {
        finding.cancel();
        busy.set(false);
    }

    /** As typed. */
    StringProperty engineProperty() { return engine; }

    /** The folder of certificates for TCP with TLS, as typed. */
    StringProperty certificatesProperty() { return certificates; }

    ObservableList<OfferedVolume> volumes() { return volumes; }

    ObservableList<OfferedService> services() { return services; }

    /** True while the engine is asked. */
    ReadOnlyBooleanProperty busyProperty() { return busy.getReadOnlyProperty(); }

    /** Whether the engine has answered. */
    ReadOnlyBooleanProperty askedProperty() { return asked.getReadOnlyProperty(); }

    /** Why the engine could not be asked, or null. */
    ReadOnlyObjectProperty<Throwable> errorProperty() { return error.getReadOnlyProperty(); }
}
