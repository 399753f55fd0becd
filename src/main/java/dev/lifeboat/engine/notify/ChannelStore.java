package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.FileGuard;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.secret.Keyring;
import dev.lifeboat.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The channels, in one file that only its owner may read. Their secrets, the addresses of webhooks and the passwords of mail
 * servers, lie in the keyring of the desktop or in that file. Thread-safe; reads the file anew each time.
 *
 * <p>They never go through {@link dev.lifeboat.engine.secret.Passwords}: what that falls back to, PGPASSWORD and ~/.pgpass,
 * is meant for other servers.
 */
public final class ChannelStore {

    private final Path file;
    private final Keyring keyring;

    /** Where a secret is kept. */
    public enum Place { KEYRING, FILE }

    /**
     * A channel without its secret.
     *
     * @param shown  as the channel's
     * @param place  where its secret lies; empty when it has none
     * @param email  for mail, the channel without its password
     */
    public record Kept(String name, Channel.Type type, String shown, Optional<Place> place, Optional<Channel.Email> email) {}

    private record Stored(List<Entry> channels) {}

    /** @param url of a webhook or ping in a file @param place empty in files of older versions, which knew no keyring */
    private record Entry(String name, Channel.Type type, Optional<String> url, Optional<Place> place, Optional<String> shown, Optional<Mail> mail) {}

    private record Mail(String host, int port, MailServer.Security security, Optional<String> user, Optional<String> password,
            Optional<Path> certificates, String from, List<String> to) {}

    public ChannelStore(Path file, Keyring keyring) {
        this.file = file;
        this.keyring = keyring;
    }

    /** Why secrets cannot be kept in a keyring here; empty when they can. */
    public Optional<String> whyNoKeyring() {
        return keyring.whyNot();
    }

    /** Where a new secret is best kept here: in the keyring when there is one. */
    public Place defaultPlace() {
        return keyring.whyNot().isEmpty() ? Place.KEYRING : Place.FILE;
    }

    /** In the order they were added; opens no secret of the keyring. @throws Failure.BadInput naming the file when it cannot be understood */
    public List<Kept> list() {
        return entries().stream().map(ChannelStore::kept).toList();
    }

    /**
     * A channel with its secret, which may ask the person to unlock the keyring.
     *
     * @throws Failure.NotFound      with the names that exist
     * @throws Failure.StorageFailed when the keyring does not give the secret
     */
    public Channel get(String name) {
        Entry entry = entry(name);
        return channel(entry, entry.place().filter(place -> place == Place.KEYRING).map(_ -> fromKeyring(name)));
    }

    /** As {@link #add(Channel, Place)}, at the {@link #defaultPlace()}. */
    public void add(Channel channel) {
        add(channel, defaultPlace());
    }

    /** @throws Failure.BadInput for a bad name, one that is taken, or a keyring that is not here */
    public void add(Channel channel, Place place) {
        requireName(channel.name());
        if (entries().stream().anyMatch(one -> one.name().equals(channel.name()))) {
            throw taken(channel.name());
        }
        requireKeyring(channel, place);
        keepSecret(channel, place);
        change(all -> {
            if (all.stream().anyMatch(one -> one.name().equals(channel.name()))) {
                throw taken(channel.name());
            }
            all.add(entry(channel, place));
        });
    }

    /** Keeps a channel in place of the one of that name. @throws Failure.NotFound with the names that exist */
    public void replace(Channel channel, Place place) {
        Entry before = entry(channel.name());
        requireKeyring(channel, place);
        keepSecret(channel, place);
        change(all -> all.replaceAll(one -> one.name().equals(channel.name()) ? entry(channel, place) : one));
        if (isInKeyring(before) && !isInKeyring(entry(channel, place))) {
            keyring.remove(keyringName(channel.name()));
        }
    }

    /** @throws Failure.NotFound with the names that exist */
    public void remove(String name) {
        Entry before = entry(name);
        change(all -> all.removeIf(one -> one.name().equals(name)));
        if (isInKeyring(before)) {
            keyring.remove(keyringName(name));
        }
    }

    private static void requireName(String name) {
        JsonFolder.problemsOfName(name).stream().findFirst().ifPresent(problem -> {
            throw new Failure.BadInput(problem);
        });
    }

    private static Failure.BadInput taken(String name) {
        return new Failure.BadInput("There is a notification " + name + " already.", "Choose another name, or remove that one.");
    }

    private void requireKeyring(Channel channel, Place place) {
        if (place == Place.KEYRING && channel.secret().isPresent()) {
            keyring.whyNot().ifPresent(why -> {
                throw new Failure.BadInput("The secret cannot be kept in a keyring. " + why, "Keep it in a file that only you may read: --in file");
            });
        }
    }

    private void keepSecret(Channel channel, Place place) {
        if (place == Place.KEYRING) {
            channel.secret().ifPresent(secret -> keyring.store(keyringName(channel.name()), secret));
        }
    }

    private Secret fromKeyring(String name) {
        return keyring.find(keyringName(name)).orElseThrow(() -> new Failure.StorageFailed(false,
                "The secret of the notification " + name + " is not in " + keyring.name() + " any more.", null, "Remove the notification and add it again."));
    }

    /** Not a name that a key can have: both lie in the same keyring. */
    private static String keyringName(String channel) {
        return "notification:" + channel;
    }

    private static boolean isInKeyring(Entry entry) {
        return entry.place().filter(place -> place == Place.KEYRING).isPresent();
    }

    private Entry entry(String name) {
        List<Entry> all = entries();
        return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow(() -> new Failure.NotFound("There is no notification \"" + name + "\".",
                all.isEmpty() ? "There is none yet: add one." : "There are: " + String.join(", ", all.stream().map(Entry::name).toList()) + "."));
    }

    private static Entry entry(Channel channel, Place place) {
        Optional<String> written = channel.secret().filter(_ -> place == Place.FILE).map(Secret::reveal);
        boolean mail = channel instanceof Channel.Email;
        return new Entry(channel.name(), channel.type(), mail ? Optional.empty() : written, channel.secret().map(_ -> place), Optional.of(channel.shown()),
                channel instanceof Channel.Email(_, MailServer server, String from, List<String> to, _)
                        ? Optional.of(new Mail(server.host(), server.port(), server.security(), server.user(), written, server.certificates(), from, to)) : Optional.empty());
    }

    private static Kept kept(Entry entry) {
        Optional<Channel.Email> email = entry.type() == Channel.Type.EMAIL ? Optional.of(email(entry, Optional.empty())) : Optional.empty();
        String shown = email.map(Channel::shown).or(entry::shown).orElseGet(() -> channel(entry, Optional.empty()).shown());
        Optional<Place> place = entry.place().or(() -> entry.url().map(_ -> Place.FILE));
        return new Kept(entry.name(), entry.type(), shown, place, email);
    }

    private static Channel channel(Entry entry, Optional<Secret> fromKeyring) {
        return switch (entry.type()) {
            case WEBHOOK -> new Channel.Webhook(entry.name(), url(entry, fromKeyring));
            case PING -> new Channel.Ping(entry.name(), url(entry, fromKeyring));
            case EMAIL -> email(entry, fromKeyring.or(() -> entry.mail().flatMap(Mail::password).map(Secret::new)));
            case DESKTOP -> new Channel.Desktop(entry.name());
        };
    }

    private static Secret url(Entry entry, Optional<Secret> fromKeyring) {
        return fromKeyring.or(() -> entry.url().map(Secret::new)).orElseThrow(() -> new Failure.BadInput("The notification " + entry.name() + " has no address.",
                "Remove it and add it again."));
    }

    private static Channel.Email email(Entry entry, Optional<Secret> password) {
        Mail mail = entry.mail().orElseThrow(() -> new Failure.BadInput("The notification " + entry.name() + " has no mail server.", "Remove it and add it again."));
        return new Channel.Email(entry.name(), new MailServer(mail.host(), mail.port(), mail.security(), mail.user(), mail.certificates()), mail.from(), mail.to(), password);
    }

    private List<Entry> entries() {
        try {
            return Json.read(Files.readAllBytes(file), Stored.class, file).channels();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private void change(java.util.function.Consumer<List<Entry>> edit) {
        try (FileGuard _ = FileGuard.of(file)) {
            List<Entry> all = new ArrayList<>(entries());
            edit.accept(all);
            AtomicFile.writePrivate(file, Json.readable(new Stored(all)));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + file, e);
        }
    }
}
