package dev.lifeboat.ui.browser.edit;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.error.DatabaseException;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.StatementRejected;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the server whether texts are values of a column's type: only it knows for certain. */
final class ValueCheck {
    /** SQLSTATE string_data_right_truncation. */
    private static final String TOO_LONG = "too long for type ";

    private ValueCheck() {}

    static Optional<String> wrong(Db db, CatalogColumn column, String text) {
        try {
            // With its limits, so that a number out of range is found; a text that is too long is cut by such a cast, so that it comes back different.
            var same = db.sql("select cast(:text as " + column.type() + ")::text = cast(:text as " + column.castType() + ")::text as same", "text", text).one(Boolean.class);
            boolean cut = !same && (column.family() == CatalogColumn.Family.TEXT || column.castType().startsWith("bit") || column.castType().equals("\"bit\""));
            return cut ? Optional.of(TOO_LONG + column.type()) : Optional.empty();
        } catch (InvalidValue | StatementRejected e) {
            return Optional.of(e.getMessage());
        }
    }

    /** All at once where all are good, which is the usual case. */
    static Map<String, String> wrong(Db db, CatalogColumn column, List<String> texts) {
        if (!column.castType().endsWith("[]") && allGood(db, column, texts)) return Map.of();
        Map<String, String> wrong = new HashMap<>();
        texts.stream().distinct().forEach(text -> wrong(db, column, text).ifPresent(what -> wrong.put(text, what)));
        return wrong;
    }

    private static boolean allGood(Db db, CatalogColumn column, List<String> texts) {
        try {
            return db.sql("select coalesce(bool_and(cast(t as " + column.type() + ")::text = cast(t as " + column.castType() + ")::text), true) as good from unnest(:texts) t",
                    "texts", texts).one(Boolean.class);
        } catch (DatabaseException _) {
            return false;
        }
    }
}
