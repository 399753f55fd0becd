package dev.lifeboat.engine;

import java.util.List;

/**
 * One thing that was looked at before or after an operation, and how it stands.
 *
 * @param name   short and for people: "Free disk space"
 * @param result one sentence: "12.3 GiB free, about 1.1 GiB needed"
 * @param hints  what to do when it is not OK
 */
public record Check(Level level, String name, String result, List<String> hints) {

    /** Ordered by gravity. */
    public enum Level { OK, WARN, FAIL }

    public Check {
        hints = List.copyOf(hints);
    }

    public static Check ok(String name, String result) {
        return new Check(Level.OK, name, result, List.of());
    }

    public static Check warn(String name, String result, String... hints) {
        return new Check(Level.WARN, name, result, List.of(hints));
    }

    public static Check fail(String name, String result, String... hints) {
        return new Check(Level.FAIL, name, result, List.of(hints));
    }
}
