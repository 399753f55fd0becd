package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys of this computer's user: their names and public keys as readable files, their secrets in the keyring of the
 * desktop or in files {@code <name>.age} (mode 0600) that a passphrase protects, as {@code age -p} writes them. Thread-safe.
 *
 * <p>The passphrase of such files comes from {@link #givePassphrase}, from LIFEBOAT_KEY_PASSPHRASE, or from the first line
 * of the file (or {@code /dev/fd/N}) that LIFEBOAT_KEY_PASSPHRASE_FILE names; it is never an argument. What was opened
 * stays open in memory until the program ends.
 */
public final class Keys implements Unlock {

    private static final String KEY_PASSPHRASE = "LIFEBOAT_KEY_PASSPHRASE";
    private static final String SET_PASSPHRASE = "LIFEBOAT_SET_PASSPHRASE";

    private final Path folder;
    private final JsonFolder<Stored> index;
    private final Keyring keyring;
    private final Map<String, String> environment;
    private final Map<String, Identity> opened = new ConcurrentHashMap<>();
    private volatile Optional<Secret> filePassphrase = Optional.empty();
    private volatile Optional<Secret> setPassphrase = Optional.empty();

    private record Stored(int formatVersion, String publicKey, Key.Place place, Instant since) {}

    public Keys(Path folder, Keyring keyring, Map<String, String> environment) {
        this.folder = folder;
        this.keyring = keyring;
        this.environment = Map.copyOf(environment);
        index = new JsonFolder<>(folder, Stored.class, "key");
    }

    public Keyring keyring() {
        return keyring;
    }

    /** By name. */
    public List<Key> list() {
        return index.names().stream().map(this::get).toList();
    }

    /** @throws Failure.NotFound with the names that exist */
    public Key get(String name) {
        Stored stored = index.get(name);
        return new Key(name, new Recipient(stored.publicKey()), stored.place(), stored.since());
    }

    /** A key's name, or a public key. @throws Failure.NotFound for a name that is none */
    public Recipient recipient(String nameOrPublicKey) {
        return nameOrPublicKey.startsWith("age1") ? new Recipient(nameOrPublicKey) : get(nameOrPublicKey).recipient();
    }

    /** What a public key is called here. */
    public Optional<String> nameOf(Recipient recipient) {
        return list().stream().filter(key -> key.recipient().equals(recipient)).map(Key::name).findFirst();
    }

    /** Where a new key is best kept here: in the keyring when there is one. */
    public Key.Place defaultPlace() {
        return keyring.whyNot().isEmpty() ? Key.Place.KEYRING : Key.Place.FILE;
    }

    /**
     * Keeps a secret key.
     *
     * @throws Failure.BadInput  for a name that is taken or cannot be one, or a key that is here under another name
     * @throws Failure.KeyNeeded when it goes into a file and no passphrase was given
     */
    public Key add(String name, Identity identity, Key.Place place) {
        requireFree(name, identity.recipient());
        switch (place) {
            case KEYRING -> {
                keyring.whyNot().ifPresent(why -> {
                    throw new Failure.BadInput("The key cannot be kept in a keyring. " + why, "Keep it in a file that a passphrase protects: --in file");
                });
                keyring.store(name, identity.secretKey());
            }
            case FILE -> AtomicFile.writePrivate(file(name), sealed(identity.secretKey(), passphraseOfFiles().orElseThrow(() -> new Failure.KeyNeeded(
                    Failure.KeyTrouble.LOCKED, "A key in a file is protected by a passphrase, and none was given.", givingIt()))));
            case ELSEWHERE -> throw new IllegalArgumentException("its secret would be lost");
        }
        try {
            Key key = save(name, identity.recipient(), place);
            opened.put(name, identity);
            return key;
        } catch (Failure.StorageFailed e) {
            forgetSecret(name, place, e);
            throw e;
        }
    }

    /** Nobody would know of it. */
    private void forgetSecret(String name, Key.Place place, Failure why) {
        try {
            if (place == Key.Place.KEYRING) {
                keyring.remove(name);
            }
            Files.deleteIfExists(file(name));
        } catch (IOException | Failure e) {
            why.addSuppressed(e);
        }
    }

    /** Knows a public key by a name; its secret is elsewhere. */
    public Key add(String name, Recipient recipient) {
        requireFree(name, recipient);
        return save(name, recipient, Key.Place.ELSEWHERE);
    }

    private Key save(String name, Recipient recipient, Key.Place place) {
        Key key = new Key(name, recipient, place, Instant.now());
        index.save(name, new Stored(1, recipient.publicKey(), place, key.since()));
        return key;
    }

    private void requireFree(String name, Recipient recipient) {
        List<String> problems = JsonFolder.problemsOfName(name);
        if (!problems.isEmpty()) {
            throw new Failure.BadInput(problems.getFirst());
        }
        if (index.names().contains(name)) {
            throw new Failure.BadInput("There is a key " + name + " already.", "Choose another name.");
        }
        nameOf(recipient).ifPresent(other -> {
            throw new Failure.BadInput("This key is here already, as " + other + ".");
        });
    }

    /** Forgets a key and its secret; what only it opens can no longer be read here. */
    public void remove(String name) {
        Key key = get(name);
        if (key.place() == Key.Place.KEYRING) {
            keyring.remove(name);
        }
        index.remove(name);
        opened.remove(name);
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not delete " + file(name), e);
        }
    }

    /**
     * A key with its secret.
     * @throws Failure.NotFound  when there is no such key, or its secret is not here
     * @throws Failure.KeyNeeded when its file needs a passphrase that was not given, or another one
     */
    public Identity identity(String name) {
        Identity known = opened.get(name);
        if (known != null) {
            return known;
        }
        Key key = get(name);
        Identity identity = switch (key.place()) {
            case KEYRING -> keyring.find(name).map(secret -> Identity.parse(secret.reveal())).orElseThrow(() -> new Failure.NotFound(
                    "The key " + name + " is no longer in " + keyring.name() + ".", "Import it again from its recovery kit."));
            case FILE -> inFile(name);
            case ELSEWHERE -> throw new Failure.NotFound("Of the key " + name + " only the public half is here.", "Its secret is where it was made, or in its recovery kit.");
        };
        if (!identity.recipient().equals(key.recipient())) {
            throw new Failure.BadInput("What is kept as the key " + name + " does not belong to its public key.", "Import it again from its recovery kit.");
        }
        opened.put(name, identity);
        return identity;
    }

    private Identity inFile(String name) {
        Secret passphrase = passphraseOfFiles().orElseThrow(() -> new Failure.KeyNeeded(Failure.KeyTrouble.LOCKED,
                "The key " + name + " is protected by a passphrase.", givingIt()));
        try (InputStream in = Age.decrypting(new ByteArrayInputStream(Files.readAllBytes(file(name))), passphrase)) {
            return Identity.parseFile(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getFirst();
        } catch (Age.NotOpened _) {
            throw new Failure.KeyNeeded(Failure.KeyTrouble.WRONG_PASSPHRASE, "The passphrase does not open the key " + name + ".", "Try again.");
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file(name), e);
        }
    }

    private static String givingIt() {
        return "Give it in the window under Settings, at the prompt of a terminal, in " + KEY_PASSPHRASE + ", or in the file that " + KEY_PASSPHRASE + "_FILE names.";
    }

    private static byte[] sealed(Secret secret, Secret passphrase) {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = Age.encrypting(stored, new Encryption.WithPassphrase(passphrase))) {
            out.write((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("memory takes it", e);
        }
        return stored.toByteArray();
    }

    private Path file(String name) {
        return folder.resolve(name + ".age");
    }

    /** The passphrase of key files, for as long as the program runs. */
    public void givePassphrase(Secret passphrase) {
        filePassphrase = Optional.of(passphrase);
    }

    /**
     * Takes the passphrase of key files only when it opens one of them.
     * @throws Failure.KeyNeeded when it opens none
     */
    public void unlock(Secret passphrase) {
        Optional<Secret> before = filePassphrase;
        filePassphrase = Optional.of(passphrase);
        Optional<Key> inFile = list().stream().filter(key -> key.place() == Key.Place.FILE).findFirst();
        try {
            inFile.ifPresent(key -> opened.put(key.name(), inFile(key.name())));
        } catch (Failure.KeyNeeded e) {
            filePassphrase = before;
            throw e;
        }
    }

    /** The passphrase of sets that were encrypted with one, for as long as the program runs. */
    public void giveSetPassphrase(Secret passphrase) {
        setPassphrase = Optional.of(passphrase);
    }

    /** That of key files, as it was given. */
    public Optional<Secret> passphraseOfFiles() {
        return filePassphrase.or(() -> inEnvironment(KEY_PASSPHRASE));
    }

    private Optional<Secret> inEnvironment(String variable) {
        String file = environment.getOrDefault(variable + "_FILE", "");
        if (file.isEmpty()) {
            return Optional.ofNullable(environment.get(variable)).filter(text -> !text.isEmpty()).map(Secret::new);
        }
        try (var lines = Files.newBufferedReader(Path.of(file))) {
            return Optional.ofNullable(lines.readLine()).filter(text -> !text.isEmpty()).map(Secret::new);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read the passphrase from " + file, e);
        }
    }

    @Override public Optional<Secret> passphrase() {
        return setPassphrase.or(() -> inEnvironment(SET_PASSPHRASE));
    }

    /** Those that need no passphrase first; the others only when none of them is there. */
    @Override public List<Identity> identities(List<Recipient> recipients) {
        List<Key> fitting = list().stream().filter(key -> recipients.contains(key.recipient()) && key.place() != Key.Place.ELSEWHERE).toList();
        List<Identity> found = new ArrayList<>();
        for (Key key : fitting) {
            if (key.place() == Key.Place.KEYRING || opened.containsKey(key.name())) {
                found.add(identity(key.name()));
            }
        }
        return found.isEmpty() ? fitting.stream().limit(1).map(key -> identity(key.name())).toList() : List.copyOf(found);
    }
}
