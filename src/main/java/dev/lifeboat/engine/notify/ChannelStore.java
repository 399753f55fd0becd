package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The channels, in one file that only its owner may read, since their addresses are secrets. Thread-safe; reads the file anew each time. */
public final class ChannelStore {

    private final Path file;

    private record Stored(List<Entry> channels) {}

    private record Entry(String name, Channel.Type type, String url) {}

    public ChannelStore(Path file) {
        this.file = file;
    }

    /** In the order they were added. @throws Failure.BadInput naming the file when it cannot be understood */
    public List<Channel> list() {
        try {
            return Json.read(Files.readAllBytes(file), Stored.class, file).channels().stream()
                    .map(entry -> new Channel(entry.name(), entry.type(), new Secret(entry.url()))).toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /** @throws Failure.NotFound with the names that exist */
    public Channel get(String name) {
        List<Channel> all = list();
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> new Failure.NotFound("There is no notification \"" + name + "\".",
                all.isEmpty() ? "There is none yet: add one." : "There are: " + String.join(", ", all.stream().map(Channel::name).toList()) + "."));
    }

    /** @throws Failure.BadInput for a bad name, or one that is taken */
    public void add(Channel channel) {
        Optional<String> problem = JsonFolder.problemsOfName(channel.name()).stream().findFirst();
        if (problem.isPresent()) {
            throw new Failure.BadInput(problem.get());
        }
        change(all -> {
            if (all.stream().anyMatch(one -> one.name().equals(channel.name()))) {
                throw new Failure.BadInput("There is a notification " + channel.name() + " already.", "Choose another name, or remove that one.");
            }
            all.add(channel);
        });
    }

    /** @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        get(name);
        change(all -> all.removeIf(one -> one.name().equals(name)));
    }

    private void change(java.util.function.Consumer<List<Channel>> edit) {
        try (FileGuard _ = FileGuard.of(file)) {
            List<Channel> all = new ArrayList<>(list());
            edit.accept(all);
            AtomicFile.writePrivate(file, Json.readable(new Stored(all.stream().map(one -> new Entry(one.name(), one.type(), one.url().reveal())).toList())));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + file, e);
        }
    }
}
