package dev.lifeboat.ui.common;

import dev.lifeboat.engine.Failure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What went wrong, as it is shown: what happened, what to do, and what to copy for someone who helps.
 *
 * @param what one sentence
 * @param hints what to do, most promising first; may be empty
 * @param details for the clipboard, never empty
 */
public record Problem(String what, List<String> hints, String details) {
    public Problem {
        hints = List.copyOf(hints);
    }

    /** A failure in its own words; anything else is a defect of Lifeboat and is called one. */
    public static Problem of(Throwable error) {
        if (error instanceof Failure failure) {
            var details = new StringBuilder(failure.getMessage()).append("\n[").append(failure.code()).append("]\n");
            failure.hints().forEach(hint -> details.append("- ").append(hint).append('\n'));
            if (failure instanceof Failure.ToolFailed tool) details.append('\n').append(tool.output()).append('\n');
            if (failure.getCause() != null) details.append('\n').append(trace(failure.getCause()));
            return new Problem(failure.getMessage(), failure.hints(), details.toString());
        }
        return new Problem(Messages.text("problem.defect", error.getClass().getSimpleName()),
                List.of(Messages.text("problem.defect.hint")), trace(error));
    }

    private static String trace(Throwable error) {
        var text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
