package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.SqlScript;
import dev.lifeboat.engine.console.SqlStatement;
import dev.lifeboat.engine.console.SqlTrouble;
import dev.lifeboat.engine.console.StatementReport;
import dev.lifeboat.engine.console.StopReport;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a statement, in words. */
record ReportWords(Formats formats) {
    private static final int WORDS = 2;

    /** One sentence: "3 rows updated in 0.1 seconds". */
    String outcome(StatementReport report) {
        return report.trouble().map(SqlTrouble::message).orElseGet(() -> {
            var parts = report.results().stream().map(result -> result(report.statement(), result)).collect(Collectors.joining(", "));
            return Messages.text("console.outcome", parts.isEmpty() ? done(report.statement()) : parts, took(report.took()));
        });
    }

    /** Short times in milliseconds: most statements take no tenth of a second. */
    String took(Duration took) {
        return took.toMillis() < 1000 ? Messages.text("console.millis", Math.max(1, took.toMillis())) : formats.duration(took);
    }

    private String result(SqlStatement statement, StatementReport.Result result) {
        return switch (result) {
            case StatementReport.Rows(var _, var rows, var more, var left) -> Messages.text(more ? "console.rows.first" : "console.rows", rows.size() + left);
            case StatementReport.Changed(var rows) -> switch (statement.verb()) {
                case "insert" -> Messages.text("console.inserted", rows);
                case "update" -> Messages.text("console.updated", rows);
                case "delete" -> Messages.text("console.deleted", rows);
                case "merge", "with" -> Messages.text("console.changed", rows);
                default -> rows > 0 ? Messages.text("console.doneRows", kind(statement), rows) : done(statement);
            };
        };
    }

    private static String done(SqlStatement statement) {
        return Messages.text("console.done", kind(statement));
    }

    /** {@code CREATE TABLE}: the words that say what a statement is. */
    private static String kind(SqlStatement statement) {
        return statement.tokens().stream().limit(WORDS).map(token -> token.of(statement.whole()))
                .filter(word -> word.matches("[A-Za-z_]+")).map(word -> word.toUpperCase(Locale.ROOT)).collect(Collectors.joining(" "));
    }

    /** What the server adds to its refusal: the place, detail, hint, where. */
    static String detail(SqlStatement statement, SqlTrouble trouble) {
        List<String> lines = new ArrayList<>();
        trouble.at().ifPresent(at -> lines.add(place(statement.whole(), statement.start() + at)));
        trouble.detail().ifPresent(lines::add);
        trouble.hint().ifPresent(lines::add);
        trouble.where().ifPresent(lines::add);
        if (!trouble.sqlState().isEmpty()) lines.add(Messages.text("console.sqlState", trouble.sqlState()));
        return String.join("\n", lines);
    }

    private static String place(String text, int at) {
        long line = text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count() + 1;
        int column = at - text.lastIndexOf('\n', Math.max(0, at - 1));
        return Messages.text("console.place", line, at == 0 ? 1 : column);
    }

    String stopped(StopReport report) {
        return switch (report) {
            case StopReport.Stopped(var took) -> Messages.text("console.stop.stopped", took(took));
            case StopReport.Finished() -> Messages.text("console.stop.finished");
            case StopReport.StillRuns() -> Messages.text("console.stop.runs");
            case StopReport.NoAnswer() -> Messages.text("console.stop.noAnswer");
        };
    }

    /** Of a statement made by the program itself. */
    static SqlStatement statement(String sql) {
        return SqlScript.of(sql).statements().getFirst();
    }
}
