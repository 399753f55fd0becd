package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A restore plan in plain words: what happens, in the order it happens. Immutable. */
final class PlanWords {
    private final Formats formats;

    PlanWords(Formats formats) {
        this.formats = formats;
    }

    /** One sentence for each step. */
    List<String> sentences(RestorePlan plan) {
        var sentences = new ArrayList<String>();
        for (var target : plan.targets()) {
            sentences.add(Messages.text("restore.plan.load", target.database(), plan.setId(), target.asideName()));
        }
        sentences.add(Messages.text("restore.plan.prove"));
        if (plan.mode() == Mode.ASIDE) {
            sentences.add(Messages.text("restore.plan.aside"));
            return sentences;
        }
        for (var target : plan.targets()) {
            sentences.add(target.keptName()
                    .map(kept -> Messages.text("restore.plan.swap", target.database(), kept, target.asideName()))
                    .orElseGet(() -> Messages.text("restore.plan.rename", target.asideName(), target.database())));
        }
        sentences.add(Messages.text("restore.plan.kept"));
        return sentences;
    }

    /** How much is loaded and, when known, how long it will take. */
    String extent(RestorePlan plan) {
        var size = formats.size(plan.rawBytes());
        return plan.expectedMillis()
                .map(millis -> Messages.text("restore.plan.extent.time", size, formats.duration(Duration.ofMillis(millis))))
                .orElseGet(() -> Messages.text("restore.plan.extent", size));
    }
}
