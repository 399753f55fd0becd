package dev.lifeboat.cli;

import dev.lifeboat.engine.secret.Key;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys in words and as JSON; never their secrets. */
final class KeyText {

    private KeyText() {}

    static String place(Key key) {
        return switch (key.place()) {
            case KEYRING -> "keyring";
            case FILE -> "file, under a passphrase";
            case ELSEWHERE -> "public half only";
        };
    }

    static Map<String, Object> json(Key key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", key.name());
        json.put("publicKey", key.recipient().publicKey());
        json.put("place", Commands.word(key.place()));
        json.put("since", key.since());
        return json;
    }

    /** What to do once a key is there. */
    static String next(Key key, List<String> stacks) {
        String stack = stacks.size() == 1 ? stacks.getFirst() : "STACK";
        return "Print its recovery kit now; without it the sets are lost with this computer:\n"
                + "  lifeboat keys recovery-kit " + key.name() + " kit.pdf\n"
                + "Encrypt new sets to it:\n"
                + "  lifeboat keys rotate --stack " + stack + " --to " + key.name() + "\n";
    }
}
