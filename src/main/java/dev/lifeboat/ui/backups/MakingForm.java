package dev.lifeboat.ui.backups;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Secret;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a set is made, as it was typed: numbers are texts until they are taken, and empty ones mean as usual. Immutable.
 *
 * @param again   the passphrase once more
 * @param rate    MiB a second
 * @param timeOut minutes
 * @param before  a command line
 */
record MakingForm(Compression compression, String level, String workers, Protect protect, String passphrase, String again,
        String parallel, String rate, String timeOut, String before, String after) {
    /** How the set is encrypted. */
    enum Protect {
        /** As the stack says. */
        STACK,
        PASSPHRASE,
        /** Not at all, whatever the stack says. */
        NONE
    }

    /** What may be wrong; part of the ids and message keys. */
    enum Field { LEVEL, WORKERS, PASSPHRASE, PARALLEL, RATE, TIME_OUT, BEFORE, AFTER }

    static final MakingForm USUAL = new MakingForm(Compression.ZSTD, "", "", Protect.STACK, "", "", "", "", "", "", "");

    private static final int MOST_WORKERS = 64;
    private static final int MOST_MINUTES = 100_000;
    private static final int MOST_RATE = 100_000;
    private static final long MEBIBYTE = 1 << 20;

    /** What is wrong, one sentence for each field; empty when nothing is. */
    Map<Field, String> problems() {
        var problems = new EnumMap<Field, String>(Field.class);
        if (compression.highestLevel() > 0) number(problems, Field.LEVEL, level, 1, compression.highestLevel());
        if (compression == Compression.ZSTD) number(problems, Field.WORKERS, workers, 0, MOST_WORKERS);
        number(problems, Field.PARALLEL, parallel, 1, BackupHandling.MOST_PARALLEL);
        number(problems, Field.RATE, rate, 1, MOST_RATE);
        number(problems, Field.TIME_OUT, timeOut, 1, MOST_MINUTES);
        hook(problems, Field.BEFORE, before);
        hook(problems, Field.AFTER, after);
        if (protect == Protect.PASSPHRASE && passphrase.isEmpty()) problems.put(Field.PASSPHRASE, Messages.text("keys.passphrase.missing"));
        else if (protect == Protect.PASSPHRASE && !passphrase.equals(again)) problems.put(Field.PASSPHRASE, Messages.text("keys.again.differs"));
        return problems;
    }

    private static void number(Map<Field, String> problems, Field field, String text, int least, int most) {
        if (text.isBlank() || text.strip().matches("\\d{1,6}") && Integer.parseInt(text.strip()) >= least && Integer.parseInt(text.strip()) <= most) return;
        problems.put(field, Messages.text("backups.form.number", least, most));
    }

    private static void hook(Map<Field, String> problems, Field field, String line) {
        try {
            hook(line);
        } catch (Failure.BadInput wrong) {
            problems.put(field, wrong.getMessage());
        }
    }

    private static Optional<Hook> hook(String line) {
        return line.isBlank() ? Optional.empty() : Optional.of(Hook.of(line.strip(), Hook.USUAL));
    }

    int levelNumber() {
        return compression.highestLevel() == 0 ? SetOptions.USUAL_LEVEL : whole(level).orElse(SetOptions.USUAL_LEVEL);
    }

    /** Empty: as the stack says. */
    Optional<Encryption> encryption() {
        return switch (protect) {
            case STACK -> Optional.empty();
            case NONE -> Optional.of(Encryption.NONE);
            case PASSPHRASE -> Optional.of(new Encryption.WithPassphrase(new Secret(passphrase)));
        };
    }

    /** Only databases are backed up at the same time. */
    BackupHandling handling(Kind kind) {
        var bytes = whole(rate);
        return new BackupHandling(compression, compression == Compression.ZSTD ? whole(workers) : OptionalInt.empty(),
                bytes.isPresent() ? OptionalLong.of(bytes.getAsInt() * MEBIBYTE) : OptionalLong.empty(),
                BackupForm.takesDatabases(kind) ? whole(parallel).orElse(1) : 1,
                whole(timeOut).stream().mapToObj(Duration::ofMinutes).findFirst(), hook(before), hook(after));
    }

    private static OptionalInt whole(String text) {
        return text.isBlank() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.strip()));
    }

    /** Never shows the passphrase. */
    @Override
    public String toString() {
        return "MakingForm[" + compression + ", " + protect + "]";
    }
}
