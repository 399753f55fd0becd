package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.schema.Change.Kind;
import dev.lifeboat.orm.schema.Steps.Step;
import dev.lifeboat.orm.schema.TableState.Built;
import dev.lifeboat.orm.schema.TableState.Column;
import dev.lifeboat.orm.schema.TableState.Fired;
import dev.lifeboat.orm.schema.TableState.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Compares a table that is there. Things are told apart by what they are, not by what they are called. */
final class TableDiff {
    private final EntityModel<?> entity;
    private final TableState wanted;
    private final TableState now;
    private final TableState live;
    private final Scratch scratch;
    private final int serverVersion;
    private final Steps steps;
    private final String table;
    private final String alter;
    /** What the columns ask for, before anything can stand on them. */
    private final Map<String, Risk> before = new HashMap<>();

    /**
     * @param wanted the table as it should be
     * @param now    the same, in the names that the database has at present
     */
    TableDiff(EntityModel<?> entity, TableState wanted, TableState now, TableState live, Scratch scratch, int serverVersion, Steps steps) {
        this.entity = entity;
        this.wanted = wanted;
        this.now = now;
        this.live = live;
        this.scratch = scratch;
        this.serverVersion = serverVersion;
        this.steps = steps;
        this.table = entity.schema().isEmpty() ? entity.name() : entity.schema() + "." + entity.name();
        this.alter = "alter table " + entity.table() + " ";
    }

    void compare() {
        columns(false);
        columns(true);
        rules();
        indexes();
        triggers();
        live.columns().stream().filter(column -> now.column(column.name()).isEmpty()).forEach(this::extra);
    }

    /** Computed ones come after those that they are computed from. */
    private void columns(boolean computed) {
        for (int i = 0; i < wanted.columns().size(); i++) {
            Column column = wanted.columns().get(i);
            Column at = now.columns().get(i);
            if (column.computed() != computed) {
                continue;
            }
            ColumnModel model = entity.all().stream().filter(c -> c.name().equals(column.name())).findFirst().orElseThrow();
            ColumnDiff diff = new ColumnDiff(table, entity.table(), model, column, scratch, serverVersion, steps);
            Optional<Column> there = live.column(at.name());
            before.put(column.name(), there.map(c -> diff.compare(at, c, inLiveKey(at.name()))).orElseGet(diff::add));
        }
    }

    private boolean inLiveKey(String column) {
        return live.constraints().stream().anyMatch(rule -> rule.primaryKey() && rule.columns().contains(column));
    }

    private void extra(Column column) {
        boolean inTheWay = column.required() && column.expression().isEmpty() && column.identity().isEmpty();
        steps.add(Step.DROP_COLUMNS, Change.loses(Kind.DROP_COLUMN, table, column.name(), alter + "drop column " + Names.quoted(column.name()),
                "The column " + table + "." + column.name() + " is in the database only."
                        + (inTheWay ? " It takes no NULL and has no default: no row can be inserted without it." : "")));
    }

    private void rules() {
        List<Rule> extra = new ArrayList<>(live.constraints());
        List<Built> indexes = new ArrayList<>(live.ownIndexes());
        List<Rule> missing = new ArrayList<>();
        for (int i = 0; i < wanted.constraints().size(); i++) {
            Rule rule = now.constraints().get(i);
            if (!take(extra, rule, (a, b) -> a.definition().equals(b.definition()), Rule::name) && !validate(extra, rule)) {
                missing.add(wanted.constraints().get(i));
            }
        }
        missing.forEach(rule -> missing(rule, extra, indexes));
        for (Rule rule : extra) {
            steps.add(rule.foreignKey() ? Step.DROP_KEYS : Step.DROP_RULES, Change.loses(Kind.DROP_CONSTRAINT, table, rule.name(), drop(rule),
                    "The constraint " + rule.name() + " of " + table + ", " + rule.definition() + ", is in the database only."));
        }
    }

    /** Takes an equal thing out of the list, one of the same name if there is one. */
    private static <X> boolean take(List<X> from, X like, BiPredicate<X, X> same, java.util.function.Function<X, String> name) {
        Optional<X> found = from.stream().filter(x -> same.test(like, x) && name.apply(x).equals(name.apply(like))).findFirst()
                .or(() -> from.stream().filter(x -> same.test(like, x)).findFirst());
        found.ifPresent(from::remove);
        return found.isPresent();
    }

    private boolean validate(List<Rule> extra, Rule rule) {
        Optional<Rule> found = extra.stream().filter(x -> x.definition().equals(rule.definition() + " NOT VALID")).findFirst();
        found.ifPresent(x -> {
            extra.remove(x);
            steps.add(Step.KEYS, Change.safe(Kind.VALIDATE_CONSTRAINT, table, x.name(), alter + "validate constraint " + Names.quoted(x.name()),
                    "The constraint " + x.name() + " of " + table + " was never checked for the rows that were there. Others can write meanwhile."));
        });
        return found.isPresent();
    }

    private void missing(Rule rule, List<Rule> extra, List<Built> indexes) {
        Step step = rule.foreignKey() ? Step.KEYS : Step.RULES;
        Optional<Rule> instead = extra.stream().filter(x -> x.kind().equals(rule.kind()) && (rule.primaryKey() || x.name().equals(rule.name()))).findFirst();
        Optional<Built> index = live.ownIndexes().stream().filter(x -> rule.kind().equals("u") && x.valid()
                && x.definition().equals("UNIQUE USING btree " + rule.definition().substring("UNIQUE ".length()))).findFirst();
        if (instead.isPresent()) {
            extra.remove(instead.get());
            steps.add(step, replaced(rule, instead.get()));
        } else if (index.isPresent()) {
            String name = Names.quoted(index.get().name());
            steps.add(step, Change.safe(Kind.ADD_CONSTRAINT, table, rule.name(), alter + "add constraint " + name + " unique using index " + name,
                    "The unique index " + index.get().name() + " of " + table + " should be a constraint."));
        } else {
            steps.add(step, after(rule.columns(), Change.locks(Kind.ADD_CONSTRAINT, table, rule.name(), alter + "add " + rule.definition(),
                    "The constraint " + rule.definition() + " of " + table + " is missing. " + asks(rule))));
        }
    }

    private Change replaced(Rule rule, Rule instead) {
        String name = Names.quoted(instead.name());
        String sql = alter + "drop constraint " + name + ", add constraint " + name + " " + rule.definition();
        String sentence = "The constraint " + instead.name() + " of " + table + " is " + instead.definition() + " and should be " + rule.definition() + ". ";
        return rule.primaryKey() ? Change.byHand(Kind.REPLACE_CONSTRAINT, table, instead.name(), sql, sentence + "What refers to it must go first.")
                : after(rule.columns(), Change.locks(Kind.REPLACE_CONSTRAINT, table, instead.name(), sql, sentence + asks(rule)));
    }

    private static String asks(Rule rule) {
        return switch (rule.kind()) {
            case "p", "u", "x" -> "An index is built; fails while rows collide.";
            case "f" -> "Every row is checked; fails while one refers to nothing.";
            default -> "Every row is checked; fails while one breaks it.";
        };
    }

    private String drop(Rule rule) {
        return alter + "drop constraint " + Names.quoted(rule.name());
    }

    private Change after(List<String> columns, Change change) {
        return columns.stream().max(Comparator.comparing(this::asked))
                .map(column -> change.after(asked(column), "First see to the column " + column + ".")).orElse(change);
    }

    private Risk asked(String column) {
        return before.getOrDefault(column, Risk.SAFE);
    }

    private void indexes() {
        List<Built> extra = new ArrayList<>(live.ownIndexes());
        for (int i = 0; i < wanted.ownIndexes().size(); i++) {
            Built index = wanted.ownIndexes().get(i);
            if (!take(extra, now.ownIndexes().get(i), (a, b) -> b.valid() && a.definition().equals(b.definition()), Built::name)) {
                boolean unique = index.definition().startsWith("UNIQUE ");
                String sql = "create " + (unique ? "unique " : "") + "index on " + entity.table() + " "
                        + index.definition().substring(unique ? "UNIQUE ".length() : 0).replaceFirst("^USING btree ", "");
                steps.add(Step.INDEXES, after(index.columns(), Change.locks(Kind.CREATE_INDEX, table, index.name(), sql,
                        "An index of " + table + " is missing: " + index.definition() + ". While it is built, nobody can write"
                                + (unique ? "; fails while rows collide." : "; CREATE INDEX CONCURRENTLY in a migration lets them."))));
            }
        }
        extra.stream().filter(index -> !becomesConstraint(index)).forEach(this::extra);
    }

    private boolean becomesConstraint(Built index) {
        return index.valid() && wanted.constraints().stream().anyMatch(rule -> rule.kind().equals("u")
                && index.definition().equals("UNIQUE USING btree " + rule.definition().substring("UNIQUE ".length()))
                && live.constraints().stream().noneMatch(there -> there.definition().equals(rule.definition())));
    }

    private void extra(Built index) {
        String why = !index.valid() ? " was left behind by a CREATE INDEX CONCURRENTLY that failed"
                : repeats(index).map(other -> " repeats " + other + " and only costs").orElse(", " + index.definition() + ", is in the database only");
        steps.add(Step.DROP_INDEXES, Change.loses(Kind.DROP_INDEX, table, index.name(),
                "drop index " + (entity.schema().isEmpty() ? "" : Names.quoted(entity.schema()) + ".") + Names.quoted(index.name()),
                "The index " + index.name() + " of " + table + why + "."));
    }

    /** Another index that begins with the same columns and so does the work as well. */
    private Optional<String> repeats(Built index) {
        if (!index.definition().matches("USING btree \\([^()]+\\)")) {
            return Optional.empty();
        }
        String open = index.definition().substring(0, index.definition().length() - 1);
        return live.indexes().stream().filter(other -> other != index && other.valid()).filter(other -> {
            String definition = other.definition().startsWith("UNIQUE ") ? other.definition().substring("UNIQUE ".length()) : other.definition();
            return !definition.contains(" WHERE ") && (definition.equals(index.definition()) || definition.startsWith(open + ","));
        }).map(Built::name).findFirst();
    }

    private void triggers() {
        List<Fired> extra = new ArrayList<>(live.triggers());
        for (int i = 0; i < wanted.triggers().size(); i++) {
            Fired trigger = wanted.triggers().get(i);
            Fired at = now.triggers().get(i);
            if (!take(extra, at, (a, b) -> a.definition().equals(b.definition()), Fired::name)) {
                boolean replaces = extra.removeIf(there -> there.name().equals(trigger.name()));
                steps.add(Step.TRIGGERS, Change.safe(Kind.CREATE_TRIGGER, table, trigger.name(),
                        replaces ? trigger.definition().replaceFirst("^CREATE ", "CREATE OR REPLACE ") : trigger.definition(),
                        "The trigger " + trigger.name() + " of " + table + (replaces ? " does something else, or is disabled." : " is missing.")));
            }
        }
        for (Fired trigger : extra) {
            steps.add(Step.DROP_TRIGGERS, Change.loses(Kind.DROP_TRIGGER, table, trigger.name(),
                    "drop trigger " + Names.quoted(trigger.name()) + " on " + entity.table(),
                    "The trigger " + trigger.name() + " of " + table + " is in the database only."));
        }
    }
}
