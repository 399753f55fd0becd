package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.KeyUse;
import dev.lifeboat.engine.secret.Key;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys remove}: asks when something needs it. */
@Command(name = "remove", sortOptions = false, description = "Forget a key and its secret. Asks first when sets in the repository, or stacks, need it.",
        footer = {"", "Example: lifeboat keys remove old"})
final class KeysRemove implements Callable<Integer> {

    private static final int SHOWN = 10;

    @Parameters(paramLabel = "NAME", description = "The key.")
    String name;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    KeysRemove(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key key = app.keys().get(name);
        KeyUse use = KeyUse.of(key, app.keys().list(), repository.open(app));
        List<String> stacks = KeysShow.stacks(app, key);
        boolean needed = key.place() != Key.Place.ELSEWHERE && (!use.needed().isEmpty() || !stacks.isEmpty());
        if (needed && !yes) {
            Confirmation.typedName(session.terminal(), name, warning(use, stacks));
        }
        app.keys().remove(name);
        app.audit().record("key.remove", name, "done", key.recipient().publicKey());
        if (common.json) {
            session.printJson(Map.of("removed", name, "onlyThisOpened", use.needed().stream().map(BackupSet::id).toList()));
        } else {
            session.printLine("Forgot the key " + name + ". Its recovery kit, if there is one, still brings it back.");
        }
        return ExitCode.DONE;
    }

    private String warning(KeyUse use, List<String> stacks) {
        StringBuilder text = new StringBuilder();
        List<BackupSet> needed = use.needed();
        if (!needed.isEmpty()) {
            text.append("No other key here opens ").append(needed.size() == 1 ? "this set" : "these " + needed.size() + " sets").append(":\n");
            needed.stream().limit(SHOWN).forEach(set -> text.append("  ").append(set.id()).append('\n'));
            text.append(needed.size() > SHOWN ? "  and " + (needed.size() - SHOWN) + " more\n" : "");
        }
        if (!stacks.isEmpty()) {
            text.append("New sets of ").append(String.join(", ", stacks)).append(" are encrypted to it, and go on being so.\n");
        }
        return text.append("Without the key's recovery kit they can never be read again.").toString();
    }
}
