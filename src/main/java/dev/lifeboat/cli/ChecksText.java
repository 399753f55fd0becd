package dev.lifeboat.cli;

import dev.lifeboat.engine.Check;
import java.util.List;

/** Checks, one a line, with their hints below those that are not OK. */
final class ChecksText {

    private ChecksText() {}

    static String of(List<Check> checks, String indent) {
        int width = checks.stream().mapToInt(check -> check.name().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Check check : checks) {
            text.append(indent).append(String.format("%-4s  %-" + Math.max(1, width) + "s  %s%n", check.level(), check.name(), check.result()));
            check.hints().forEach(hint -> text.append(indent).append("      ").append(hint).append(System.lineSeparator()));
        }
        return text.toString();
    }
}
