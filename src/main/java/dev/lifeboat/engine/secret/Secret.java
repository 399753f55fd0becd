package dev.lifeboat.engine.secret;

import java.util.Objects;

/** A password. Its text is only given where it is used; {@code toString} never shows it. Immutable. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = Objects.requireNonNull(value);
    }

    /** The text, for the one place that must have it: a driver's property or a child's environment. */
    public String reveal() {
        return value;
    }

    @Override public String toString() {
        return "***";
    }

    @Override public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override public int hashCode() {
        return value.hashCode();
    }
}
