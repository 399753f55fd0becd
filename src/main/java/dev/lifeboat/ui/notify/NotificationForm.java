package dev.lifeboat.ui.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.notify.MailServer;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.ui.common.Messages;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the sheet of a notification holds, and the one step from there to what the engine takes. Immutable.
 *
 * @param secret the address of a webhook or ping, or the password of the mail server's user; empty when it stays as it is
 * @param kept   whether there is a secret already that may stay
 */
record NotificationForm(String name, Channel.Type type, String server, MailServer.Security security, String user, String from, String to,
        String certificates, String secret, boolean kept) {

    /** The fields that can be wrong. */
    enum Field { NAME, SERVER, FROM, TO, CERTIFICATES, SECRET }

    /** What is wrong, one sentence per field; empty when it can be kept. @param taken the names of the others */
    Map<Field, String> problems(Collection<String> taken) {
        Map<Field, String> problems = new EnumMap<>(Field.class);
        if (name.isBlank()) problems.put(Field.NAME, Messages.text("notify.form.noName"));
        else if (!name.strip().matches("[a-z][a-z0-9-]{0,39}")) problems.put(Field.NAME, Messages.text("notify.form.badName"));
        else if (taken.contains(name.strip())) problems.put(Field.NAME, Messages.text("notify.form.takenName", name.strip()));
        switch (type) {
            case WEBHOOK, PING -> {
                if (secret.isBlank() && !kept) problems.put(Field.SECRET, Messages.text("notify.form.noAddress"));
                else if (!secret.isBlank()) refused(() -> new Channel.Webhook("x", url())).ifPresent(problem -> problems.put(Field.SECRET, problem));
            }
            case EMAIL -> mailProblems(problems);
            case DESKTOP -> { }
        }
        return problems;
    }

    private void mailProblems(Map<Field, String> problems) {
        if (server.isBlank()) problems.put(Field.SERVER, Messages.text("notify.form.noServer"));
        else refused(() -> MailServer.parse(server, Optional.of(security), Optional.empty(), Optional.empty())).ifPresent(problem -> problems.put(Field.SERVER, problem));
        refused(() -> Channel.Email.requireAddress(from)).ifPresent(problem -> problems.put(Field.FROM, problem));
        if (recipients().isEmpty()) problems.put(Field.TO, Messages.text("notify.form.noRecipient"));
        recipients().forEach(one -> refused(() -> Channel.Email.requireAddress(one)).ifPresent(problem -> problems.put(Field.TO, problem)));
        if (!user.isBlank() && secret.isEmpty() && !kept) problems.put(Field.SECRET, Messages.text("notify.form.noPassword"));
        if (certificates.isBlank()) return;
        try {
            if (!Files.isRegularFile(Path.of(certificates.strip()))) problems.put(Field.CERTIFICATES, Messages.text("notify.form.noFile"));
        } catch (InvalidPathException _) {
            problems.put(Field.CERTIFICATES, Messages.text("notify.form.noFile"));
        }
    }

    private static Optional<String> refused(Supplier<?> made) {
        try {
            made.get();
            return Optional.empty();
        } catch (Failure.BadInput e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The channel. @param before its secret, when it may stay */
    Channel channel(Optional<Secret> before) {
        return switch (type) {
            case WEBHOOK -> new Channel.Webhook(name.strip(), secret.isBlank() ? before.orElseThrow() : url());
            case PING -> new Channel.Ping(name.strip(), secret.isBlank() ? before.orElseThrow() : url());
            case EMAIL -> new Channel.Email(name.strip(), MailServer.parse(server, Optional.of(security), Optional.of(user.strip()).filter(text -> !text.isEmpty()),
                    Optional.of(certificates.strip()).filter(text -> !text.isEmpty()).map(text -> Path.of(text).toAbsolutePath())), from.strip(), recipients(),
                    user.isBlank() ? Optional.empty() : secret.isEmpty() ? before : Optional.of(new Secret(secret)));
            case DESKTOP -> new Channel.Desktop(name.strip());
        };
    }

    private Secret url() {
        return new Secret(secret.strip());
    }

    /** One per line, or separated by commas. */
    private List<String> recipients() {
        return Arrays.stream(to.split("[,;\\n]")).map(String::strip).filter(text -> !text.isEmpty()).toList();
    }
}
