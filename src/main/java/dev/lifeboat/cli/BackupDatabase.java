package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.DatabaseBackup;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup database}: dumps databases and globals of a stack into a new set. */
@Command(name = "database", sortOptions = false, description = "Back up the databases of a stack, its roles and settings, into a new set.",
        footer = {"", "Example: lifeboat backup database --stack shop --label before-migration"})
final class BackupDatabase implements Callable<Integer> {

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Mixin HandlingOptions handling;

    @Option(names = "--encrypt-to", paramLabel = "KEY", description = "A key by its name, or a public key; may be repeated. Default: those of the stack.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--encrypt-with-passphrase", description = "Encrypt this set with a passphrase, which is asked for, or taken from LIFEBOAT_SET_PASSPHRASE.")
    boolean passphrase;

    @Mixin BackupOptions common;

    private final Session session;

    BackupDatabase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        DatabaseBackup backup = session.app().databaseBackup();
        BackupHandling how = handling.handling();
        var options = new DatabaseBackupPlan.Options(databases, common.label, handling.level, encryption(), how);
        return common.run(session, "Back up", this::command, (stack, repository) -> backup.plan(stack, repository, options), backup::run, this::print);
    }

    /** As it was asked for; empty: as the stack says. */
    private Optional<Encryption> encryption() {
        if (passphrase && !keys.isEmpty()) {
            throw new Failure.BadInput("Encrypt either to keys or with a passphrase, not both.");
        }
        KeyPassphrases given = KeyPassphrases.of(session);
        return passphrase ? Optional.of(given.forNewSet()) : keys.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(given.recipients(keys)));
    }

    private void print(DatabaseBackupPlan plan) {
        if (common.json()) {
            session.printJson(BackupPlanText.json(plan));
        } else {
            session.print(BackupPlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return handling.addTo(new CommandText("backup database").add("--stack").add(chosen.name()).option("--database", databases)
                .option("--label", common.label.stream().toList())).option("--encrypt-to", keys)
                + (passphrase ? " --encrypt-with-passphrase" : "") + common.repository.argument();
    }
}
