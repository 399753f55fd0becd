package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.SetOptions;
import dev.lifeboat.engine.repository.Compression;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The options of a backup as a schedule's file holds them. Never a passphrase.
 *
 * @param encryptTo public keys; absent: as the stack says
 */
record StoredChoices(List<String> databases, List<String> volumes, boolean stop, Optional<String> label, int level, Optional<List<String>> encryptTo,
        String compression, Optional<Integer> workers, Optional<Long> bytesPerSecond, int parallel, Optional<Long> timeOutMillis,
        Optional<StoredHook> before, Optional<StoredHook> after) {

    /** A hook as the file holds it. */
    record StoredHook(List<String> command, long limitMillis) {

        static StoredHook of(Hook hook) {
            return new StoredHook(hook.command(), hook.limit().toMillis());
        }

        Hook hook() {
            return new Hook(command, Duration.ofMillis(limitMillis));
        }
    }

    static StoredChoices of(BackupChoices choices) {
        SetOptions common = choices.common();
        BackupHandling handling = common.handling();
        return new StoredChoices(choices.databases(), choices.volumes(), choices.stop(), common.label(), common.level(), common.encryption().map(StoredChoices::keys),
                handling.compression().word(), handling.workers().stream().boxed().findFirst(), handling.bytesPerSecond().stream().boxed().findFirst(), handling.parallel(),
                handling.timeOut().map(Duration::toMillis), handling.before().map(StoredHook::of), handling.after().map(StoredHook::of));
    }

    private static List<String> keys(Encryption encryption) {
        return encryption instanceof Encryption.ToKeys(List<Recipient> recipients) ? recipients.stream().map(Recipient::publicKey).toList() : List.of();
    }

    /** @throws Failure.BadInput for what is no option */
    BackupChoices choices() {
        Compression how = Compression.of(compression).orElseThrow(() -> new Failure.BadInput("The compression \"" + compression + "\" of a schedule is not known."));
        BackupHandling handling = new BackupHandling(how, workers.map(OptionalInt::of).orElse(OptionalInt.empty()), bytesPerSecond.map(OptionalLong::of).orElse(OptionalLong.empty()),
                parallel, timeOutMillis.map(Duration::ofMillis), before.map(StoredHook::hook), after.map(StoredHook::hook));
        Optional<Encryption> encryption = encryptTo.map(keys -> Encryption.to(keys.stream().map(Recipient::new).toList()));
        return new BackupChoices(databases, volumes, stop, new SetOptions(label, level, encryption, handling));
    }
}
