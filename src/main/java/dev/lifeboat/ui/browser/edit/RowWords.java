package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.ui.common.Messages;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows and values in words. */
final class RowWords {
    private static final int CHARACTERS = 400;

    private RowWords() {}

    /** {@code track, track_id 5}. */
    static String of(Staged staged) {
        return staged.table().name() + ", " + switch (staged.change()) {
            case RowChange.Inserted _ -> Messages.text("edit.row.new");
            case RowChange.Updated(var key, _) -> key(staged, key);
            case RowChange.Deleted(var key, _) -> key(staged, key);
        };
    }

    private static String key(Staged staged, List<String> key) {
        return IntStream.range(0, key.size()).mapToObj(i -> staged.table().key().get(i) + " " + key.get(i)).collect(Collectors.joining(", "));
    }

    static String of(Value value) {
        return switch (value) {
            case Value.Text(var text) -> shortened(text);
            case Value.Null() -> Messages.text("browser.cell.null");
            case Value.Default() -> "DEFAULT";
            case Value.Now() -> "CURRENT_TIMESTAMP";
        };
    }

    static String of(Original original) {
        return original.text().map(text -> shortened(text) + (original.isWhole() ? "" : "…")).orElseGet(() -> Messages.text("browser.cell.null"));
    }

    static String of(Outcome.Rejection rejection) {
        String what = switch (rejection.what()) {
            case Outcome.SILENT -> Messages.text("edit.silent");
            case Outcome.SEVERAL -> Messages.text("edit.several");
            default -> rejection.what();
        };
        return rejection.staged().map(RowWords::of).map(row -> row + (rejection.columns().isEmpty() ? "" : ", " + String.join(", ", rejection.columns())) + ": ").orElse("") + what;
    }

    static String shortened(String text) {
        return text.length() > CHARACTERS ? text.substring(0, text.offsetByCodePoints(0, Math.min(CHARACTERS, text.codePointCount(0, text.length())))) + "…" : text;
    }
}
