package dev.lifeboat.ui.restore;

import dev.lifeboat.ui.common.Messages;
import java.util.Locale;

/** The steps of the wizard, in their order. */
public enum Step {
    SET, DATABASES, PLACE, CHECKS, PLAN, RUN, PROOF;

    /** The name used in keys and node ids. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A word or two for the row of steps. */
    public String title() {
        return Messages.text("restore.step." + id());
    }

    /** One sentence that says what is asked for. */
    public String question() {
        return Messages.text("restore.question." + id());
    }
}
