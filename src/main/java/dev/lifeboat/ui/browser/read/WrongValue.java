package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.SqlComplaint;
import java.util.Optional;

/**
 * A value in the filter that cannot be read as its column's type, or a condition in SQL that the server does not understand.
 *
 * @param condition which one of the conditions, counted from 0
 * @param type      PostgreSQL's name of the type; empty for a condition in SQL
 * @param complaint what the server says of a condition in SQL
 */
public record WrongValue(int condition, String value, String type, Optional<SqlComplaint> complaint) {
    /** A value that is none of its type. */
    public WrongValue(int condition, String value, String type) {
        this(condition, value, type, Optional.empty());
    }
}
