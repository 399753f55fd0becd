package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.SqlComplaint;
import dev.lifeboat.orm.Db;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.error.StatementRejected;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Finds the condition that a filter fails by, so that the complaint can stand where it was typed. */
record FilterCheck(PageRequest request) {
    static final String REGULAR_EXPRESSION = "regular expression";
    static final String PAIR = "pair of values";

    /** What needs no server: a condition in SQL that would end the statement it is put into; a range without two ends. */
    Optional<WrongValue> beforeAsking() {
        for (int i = 0; i < request.filter().size(); i++) {
            var condition = request.filter().get(i);
            if (condition.operator() == Operator.SQL) {
                var problem = SqlFragment.problem(condition.text());
                if (problem.isPresent()) return Optional.of(new WrongValue(i, condition.text(), "", problem));
            }
            if (condition.operator() == Operator.BETWEEN && condition.typedValues().size() != 2) {
                return Optional.of(new WrongValue(i, condition.text(), PAIR));
            }
        }
        return Optional.empty();
    }

    /**
     * The server refused the whole; which condition it was is found by trying each.
     *
     * @param complaint what the server says of a condition in SQL
     */
    Optional<WrongValue> afterRefusal(Db db, Duration limit, Function<String, Optional<SqlComplaint>> complaint) {
        for (int i = 0; i < request.filter().size(); i++) {
            var condition = request.filter().get(i);
            if (condition.operator() == Operator.SQL) {
                var said = complaint.apply(condition.text());
                if (said.isPresent()) return Optional.of(new WrongValue(i, condition.text(), "", said));
            }
            for (String value : condition.typedValues()) {
                if (!readable(db, limit, condition, value)) return Optional.of(new WrongValue(i, value, type(condition)));
            }
        }
        return Optional.empty();
    }

    private boolean readable(Db db, Duration limit, Condition condition, String value) {
        String test = condition.operator() == Operator.MATCHES ? "select ('' ~* :value)::text as value"
                : "select cast(:value as " + type(condition) + ")::text as value";
        try {
            db.sql(test, "value", value).timeLimit(limit).as(String.class);
            return true;
        } catch (InvalidValue | StatementRejected _) {
            return false;
        }
    }

    private String type(Condition condition) {
        String column = request.table().column(condition.column()).castType();
        return switch (condition.operator()) {
            case LAST -> "interval";
            case MATCHES -> REGULAR_EXPRESSION;
            case JSON_CONTAINS -> "jsonb";
            case JSON_PATH -> "jsonpath";
            case HAS_ALL, HAS_ANY -> Conditions.elementOf(column);
            default -> column;
        };
    }
}
