package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The options of a backup as words of its command line, those left out that are as usual. */
public final class OptionWords {

    private static final String UNITS = "KMGT";

    private OptionWords() {}

    /** Of the whole choice; a passphrase is only named, never told. */
    public static List<String> of(BackupChoices choices) {
        List<String> words = new ArrayList<>();
        choices.databases().forEach(name -> words.addAll(List.of("--database", name)));
        choices.volumes().forEach(name -> words.addAll(List.of("--volume", name)));
        if (choices.stop()) {
            words.add("--stop");
        }
        SetOptions common = choices.common();
        common.label().ifPresent(text -> words.addAll(List.of("--label", text)));
        words.addAll(of(common.handling(), common.level()));
        common.encryption().ifPresent(encryption -> words.addAll(of(encryption)));
        return List.copyOf(words);
    }

    private static List<String> of(Encryption encryption) {
        List<String> words = new ArrayList<>();
        switch (encryption) {
            case Encryption.None _ -> words.add("--no-encryption");
            case Encryption.ToKeys(List<Recipient> recipients) -> recipients.forEach(one -> words.addAll(List.of("--encrypt-to", one.publicKey())));
            case Encryption.WithPassphrase _ -> words.add("--encrypt-with-passphrase");
        }
        return List.copyOf(words);
    }

    /** How it goes about its work. */
    public static List<String> of(BackupHandling handling, int level) {
        List<String> words = new ArrayList<>();
        if (handling.compression() != Compression.ZSTD) {
            words.addAll(List.of("--compression", handling.compression().word()));
        }
        if (level != SetOptions.USUAL_LEVEL) {
            words.addAll(List.of("--level", String.valueOf(level)));
        }
        handling.workers().ifPresent(number -> words.addAll(List.of("--workers", String.valueOf(number))));
        if (handling.parallel() != 1) {
            words.addAll(List.of("--parallel", String.valueOf(handling.parallel())));
        }
        handling.bytesPerSecond().ifPresent(rate -> words.addAll(List.of("--limit-rate", size(rate))));
        handling.timeOut().ifPresent(time -> words.addAll(List.of("--time-out", time(time))));
        handling.before().ifPresent(hook -> words.addAll(List.of("--before", hook.line())));
        handling.after().ifPresent(hook -> words.addAll(List.of("--after", hook.line())));
        Stream.of(handling.before(), handling.after()).flatMap(Optional::stream).map(Hook::limit).filter(limit -> !limit.equals(Hook.USUAL)).findFirst()
                .ifPresent(limit -> words.addAll(List.of("--hook-time-out", time(limit))));
        return List.copyOf(words);
    }

    /** {@code 5M}, and {@code 5000} where no unit fits. */
    static String size(long bytes) {
        long number = bytes;
        int unit = 0;
        while (unit < UNITS.length() && number > 0 && number % 1024 == 0) {
            number /= 1024;
            unit++;
        }
        return number + (unit == 0 ? "" : UNITS.substring(unit - 1, unit));
    }

    /** {@code 4h}, {@code 90m}, {@code 30s}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds % 86_400 == 0 ? seconds / 86_400 + "d" : seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
