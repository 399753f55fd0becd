package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
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

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--database", paramLabel = "DB", description = "Only this database; may be repeated. Default: those of the stack.")
    List<String> databases = new ArrayList<>();

    @Option(names = "--label", paramLabel = "TEXT", description = "A word to find the set by.")
    Optional<String> label = Optional.empty();

    @Mixin HandlingOptions handling;

    @Option(names = "--encrypt-to", paramLabel = "KEY", description = "A key by its name, or a public key; may be repeated. Default: those of the stack.")
    List<String> keys = new ArrayList<>();

    @Option(names = "--encrypt-with-passphrase", description = "Encrypt this set with a passphrase, which is asked for, or taken from LIFEBOAT_SET_PASSPHRASE.")
    boolean passphrase;

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Option(names = "--init", description = "Make the repository when its folder is missing or empty.")
    boolean initialise;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    BackupDatabase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        BackupHandling how = handling.handling();
        App app = session.app();
        Stack chosen = session.stack(stack);
        var options = new DatabaseBackupPlan.Options(databases, label, handling.level, encryption(), how);
        if (planOnly) {
            print(app.databaseBackup().plan(chosen, open(app), options));
            return ExitCode.DONE;
        }
        BackupSet set = session.run(new Task<>("Back up " + chosen.name(), chosen.name(), command(chosen),
                (progress, cancellation) -> app.databaseBackup().run(app.databaseBackup().plan(chosen, open(app), options), progress, cancellation),
                this::outcome), common.json);
        if (common.json) {
            session.printJson(new SetText(session.words()).json(set));
        } else {
            session.print(new SetText(session.words()).made(set));
        }
        return set.manifest().warnings().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    /** As it was asked for; empty: as the stack says. */
    private Optional<Encryption> encryption() {
        if (passphrase && !keys.isEmpty()) {
            throw new Failure.BadInput("Encrypt either to keys or with a passphrase, not both.");
        }
        KeyPassphrases given = KeyPassphrases.of(session);
        return passphrase ? Optional.of(given.forNewSet()) : keys.isEmpty() ? Optional.empty() : Optional.of(Encryption.to(given.recipients(keys)));
    }

    private Outcome outcome(BackupSet made) {
        String sentence = made.id() + ", " + session.words().size(made.manifest().sizeBytes());
        List<String> warnings = made.manifest().warnings();
        return warnings.isEmpty() ? Outcome.done(sentence) : Outcome.warned(sentence + "; " + String.join(" ", warnings));
    }

    private Repository open(App app) {
        return initialise ? Repository.openOrCreate(repository.path(app)) : repository.open(app);
    }

    private void print(DatabaseBackupPlan plan) {
        if (common.json) {
            session.printJson(BackupPlanText.json(plan));
        } else {
            session.print(BackupPlanText.of(plan, session.words()));
        }
    }

    private String command(Stack chosen) {
        return handling.addTo(new CommandText("backup database").add("--stack").add(chosen.name()).option("--database", databases)
                .option("--label", label.stream().toList())).option("--encrypt-to", keys)
                + (passphrase ? " --encrypt-with-passphrase" : "") + repository.argument();
    }
}
