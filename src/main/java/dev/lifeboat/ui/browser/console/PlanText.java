package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.QueryPlan;
import dev.lifeboat.engine.console.QueryPlan.Step;
import java.util.Locale;

/** A plan as lines of text, in the manner of the server's own. */
final class PlanText {
    private PlanText() {}

    static String of(QueryPlan plan) {
        var text = new StringBuilder();
        add(text, plan.root(), 0);
        plan.planningMillis().ifPresent(millis -> text.append("Planning Time: ").append(number(millis)).append(" ms\n"));
        plan.executionMillis().ifPresent(millis -> text.append("Execution Time: ").append(number(millis)).append(" ms\n"));
        return text.toString();
    }

    private static void add(StringBuilder text, Step step, int depth) {
        String indent = depth == 0 ? "" : " ".repeat(6 * depth - 4);
        text.append(indent).append(depth == 0 ? "" : "->  ").append(step.name()).append("  (cost=").append(number(step.cost()))
                .append(" rows=").append(number(step.plannedRows())).append(')');
        if (step.loops().isPresent()) {
            text.append(step.loops().getAsLong() == 0 ? " (never executed)" : " (actual time=" + number(step.millis().orElse(0)) + " ms, self=" + number(step.self())
                    + " ms, rows=" + number(step.actualRows().orElse(0)) + ", loops=" + step.loops().getAsLong() + ")");
        }
        text.append('\n');
        step.facts().forEach(fact -> text.append(" ".repeat(6 * depth + 2)).append(fact).append('\n'));
        step.children().forEach(child -> add(text, child, depth + 1));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.3f", value);
    }
}
