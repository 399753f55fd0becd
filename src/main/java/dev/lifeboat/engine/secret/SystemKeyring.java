package dev.lifeboat.engine.secret;

import dev.lifeboat.engine.Failure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The keyring of the desktop through the command that comes with it: {@code secret-tool} of libsecret (GNOME Keyring,
 * KWallet and others that speak the Secret Service) on Linux, {@code security} on macOS. A secret goes to them on stdin,
 * never in an argument. Windows has no such command.
 *
 * <p>java-keyring, which would speak to all three, has had no change since 2021 and brings an old D-Bus library.
 */
public final class SystemKeyring implements Keyring {

    private static final int PATIENCE_SECONDS = 120;

    private final boolean mac;
    private final boolean linux;
    private final Map<String, String> environment;

    /** @param environment of the person's session: PATH, HOME, and on Linux the address of the session's bus */
    public SystemKeyring(String osName, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        mac = os.startsWith("mac");
        linux = os.startsWith("linux");
        this.environment = Map.copyOf(environment);
    }

    @Override public String name() {
        return mac ? "the macOS keychain" : "the keyring of the desktop";
    }

    @Override public Optional<String> whyNot() {
        if (!mac && !linux) {
            return Optional.of("This system has no command that Lifeboat could ask for its keyring.");
        }
        if (linux && environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "").isEmpty()) {
            return Optional.of("There is no desktop session here.");
        }
        String tool = mac ? "security" : "secret-tool";
        boolean there = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator)).filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
        return there ? Optional.empty() : Optional.of("The command " + tool + " is missing" + (mac ? "." : " (Debian: libsecret-tools)."));
    }

    @Override public void store(String name, Secret secret) {
        if (secret.reveal().isEmpty() || secret.reveal().chars().anyMatch(Character::isISOControl)) {
            throw new Failure.BadInput("What is kept in a keyring is one line, and not empty.");
        }
        Answer answer = mac
                ? run("add-generic-password -U -s Lifeboat -a " + name + " -w " + quoted(secret) + "\n", "security", "-i")
                : run(secret.reveal(), command("store", "--label=Lifeboat " + name, name));
        // security -i ends with 0 whatever happened: only what can be read again is kept.
        if (answer.exit() != 0 || !find(name).equals(Optional.of(secret))) {
            throw failed("did not take it", answer);
        }
    }

    /** As security -i reads a line: words in double quotes, a backslash before what would end them. */
    private static String quoted(Secret secret) {
        return '"' + secret.reveal().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override public Optional<Secret> find(String name) {
        Answer answer = mac ? run("", "security", "find-generic-password", "-s", "Lifeboat", "-a", name, "-w") : run("", command("lookup", null, name));
        String found = answer.out().replaceFirst("\\R$", "");
        if (answer.exit() != 0 && !answer.err().isBlank() && !(mac && answer.exit() == 44)) { // 44: no such item
            throw failed("did not answer", answer);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(new Secret(found));
    }

    @Override public void remove(String name) {
        Answer answer = mac ? run("", "security", "delete-generic-password", "-s", "Lifeboat", "-a", name) : run("", command("clear", null, name));
        if (answer.exit() != 0 && !answer.err().isBlank() && !(mac && answer.exit() == 44)) {
            throw failed("did not answer", answer);
        }
    }

    private static String[] command(String verb, String labelOrNull, String name) {
        List<String> words = new ArrayList<>(List.of("secret-tool", verb));
        if (labelOrNull != null) {
            words.add(labelOrNull);
        }
        words.addAll(List.of("application", "dev.lifeboat", "key", name));
        return words.toArray(String[]::new);
    }

    private record Answer(int exit, String out, String err) {}

    private Answer run(String input, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            Path errors = Files.createTempFile("lifeboat-keyring", ".txt");
            try {
                Process process = builder.redirectError(errors.toFile()).start();
                try (OutputStream in = process.getOutputStream()) {
                    in.write(input.getBytes(StandardCharsets.UTF_8));
                }
                process.onExit().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).thenAccept(done -> {
                    if (done == null) {
                        process.destroy();
                    }
                });
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(process.waitFor(), out, Files.readString(errors));
            } finally {
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new Failure.StorageFailed(false, "Could not ask " + name() + ": " + e.getMessage() + ".", e, "Keep the secret in a file: --in file");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }

    private Failure.StorageFailed failed(String what, Answer answer) {
        String said = answer.err().strip().lines().findFirst().orElse("it ended with " + answer.exit());
        return new Failure.StorageFailed(false, "Asked for a secret, " + name() + " " + what + ": " + said, null,
                "Unlock the keyring and try again, or keep the secret in a file: --in file");
    }
}
