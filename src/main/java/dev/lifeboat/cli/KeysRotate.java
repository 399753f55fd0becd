package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.ReEncryption;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.stack.Stack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat keys rotate}: whom new sets are encrypted to, and old ones anew. */
@Command(name = "rotate", sortOptions = false,
        description = "Say to which keys new sets of a stack are encrypted; with --re-encrypt write old sets anew for them.",
        footer = {"", "An old set goes when the new one was read again and holds the same.", "",
            "Example: lifeboat keys rotate --stack shop --to main --to office --re-encrypt 20261122T020000Z-shop-database"})
final class KeysRotate implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--to", paramLabel = "KEY", description = "A key by its name, or a public key; may be repeated: any one of them opens the sets.")
    List<String> to = new ArrayList<>();

    @Option(names = "--no-encryption", description = "New sets are not encrypted any more.")
    boolean none;

    @Option(names = "--re-encrypt", paramLabel = "SET", arity = "1..*", description = "Old sets to write anew; may be repeated.")
    List<String> sets = new ArrayList<>();

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    KeysRotate(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        if (to.isEmpty() && !none && sets.isEmpty() || none && !to.isEmpty()) {
            throw new Failure.BadInput("Say to which keys, with --to; or --no-encryption; or which sets to --re-encrypt to the stack's keys.", "See the keys there are: lifeboat keys list");
        }
        Stack chosen = session.stack(stack);
        List<Recipient> recipients = none ? List.of() : to.isEmpty() ? chosen.recipients() : KeyPassphrases.of(session).recipients(to);
        Repository opened = repository.open(app);
        List<BackupSet> old = sets.stream().map(opened::find).toList();
        if (planOnly) {
            return print(chosen, recipients, old, true);
        }
        app.stacks().save(chosen.encryptedTo(recipients));
        app.audit().record("key.rotate", chosen.name(), "done", recipients.isEmpty() ? "not encrypted" : String.join(", ", recipients.stream().map(Recipient::publicKey).toList()));
        if (!old.isEmpty()) {
            KeyPassphrases.of(session).toReadAndProve(old, recipients);
        }
        return print(chosen, recipients, old.stream().map(set -> reEncrypted(app, opened, chosen.encryptedTo(recipients), set)).toList(), false);
    }

    private BackupSet reEncrypted(App app, Repository opened, Stack chosen, BackupSet set) {
        BackupSet made = session.run(new Task<>("Encrypt " + set.id() + " anew", chosen.name(),
                new CommandText("keys rotate").add("--stack").add(chosen.name()).add("--re-encrypt").add(set.id()) + repository.argument(),
                (progress, cancellation) -> new ReEncryption(opened, set, chosen.encryption(), app.keys(), progress, cancellation).run(),
                done -> Outcome.done("It is now " + done.id() + ".")), common.json);
        app.audit().record("set.re-encrypt", set.id(), "done", made.id());
        return made;
    }

    private int print(Stack chosen, List<Recipient> recipients, List<BackupSet> written, boolean planned) {
        if (common.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("stack", chosen.name());
            json.put("recipients", recipients.stream().map(Recipient::publicKey).toList());
            json.put(planned ? "wouldReEncrypt" : "reEncrypted", written.stream().map(BackupSet::id).toList());
            session.printJson(json);
            return ExitCode.DONE;
        }
        String will = planned ? " would be " : " are ";
        if (recipients.isEmpty()) {
            session.printLine("New sets of " + chosen.name() + will + "not encrypted.");
        } else {
            session.printLine("New sets of " + chosen.name() + will + "encrypted to:");
            recipients.forEach(recipient -> session.printLine("  " + recipient + session.app().keys().nameOf(recipient).map(name -> "  (" + name + ")").orElse("")));
        }
        written.forEach(set -> session.printLine(planned ? "  would be written anew: " + set.id() : "  written anew and read again: " + set.id()));
        return ExitCode.DONE;
    }
}
