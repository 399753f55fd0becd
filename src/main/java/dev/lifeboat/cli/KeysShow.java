package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.repository.KeyUse;
import dev.lifeboat.engine.secret.Key;
import dev.lifeboat.engine.stack.Stack;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lifeboat keys show}: never the secret. */
@Command(name = "show", description = "Show a key's public half, the stacks that encrypt to it and the sets it opens.", footer = {"", "Example: lifeboat keys show main"})
final class KeysShow implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The key.")
    String name;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    KeysShow(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        App app = session.app();
        Key key = app.keys().get(name);
        KeyUse use = KeyUse.of(key, app.keys().list(), repository.open(app));
        List<String> stacks = stacks(app, key);
        if (common.json) {
            Map<String, Object> json = KeyText.json(key);
            json.put("stacks", stacks);
            json.put("opens", use.opens().stream().map(set -> set.id()).toList());
            json.put("onlyThisOpens", use.needed().stream().map(set -> set.id()).toList());
            session.printJson(json);
        } else {
            session.printLine(key.name());
            session.print(new Table("  ", "", "")
                    .row("Public key", key.recipient().publicKey())
                    .row("Secret in", KeyText.place(key))
                    .row("Since", session.words().time(key.since()))
                    .row("Stacks", stacks.isEmpty() ? "none encrypts to it" : String.join(", ", stacks))
                    .row("Opens", use.opens().size() + " of the sets in the repository, " + use.needed().size() + " of them only with this key")
                    .toString());
        }
        return ExitCode.DONE;
    }

    static List<String> stacks(App app, Key key) {
        return app.stacks().list().stream().filter(stack -> stack.recipients().contains(key.recipient())).map(Stack::name).toList();
    }
}
