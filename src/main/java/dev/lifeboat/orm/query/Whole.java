package dev.lifeboat.orm.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An embedded record that is compared or written as a whole: what that means for its columns. Records are equal when all of
 * their components are, NULL included; one that is not there is neither equal nor different, as NULL is.
 */
record Whole(Scope scope, List<EmbeddedPart> parts) {
    static Optional<Whole> of(Scope scope, Expr column) {
        List<EmbeddedPart> parts = column instanceof ColumnRef ref ? scope.embedded(ref) : List.of();
        return parts.isEmpty() ? Optional.empty() : Optional.of(new Whole(scope, parts));
    }

    /** Whether every column has a value wherever the record is there. */
    boolean complete() {
        return parts.stream().allMatch(EmbeddedPart::always);
    }

    /** @return empty for what is not said of several columns at once */
    Optional<Cond<Object>> compare(Cond.Op op, Object value) {
        Optional<Cond<Object>> equal = op != Cond.Op.EQ && op != Cond.Op.NE ? Optional.empty()
                : value instanceof Expr other ? equalColumns(other) : Optional.of(equal(value));
        return op == Cond.Op.EQ ? equal : equal.map(Cond::not);
    }

    Cond<Object> in(List<Object> values, boolean negated) {
        Cond<Object> any = Cond.any(values.stream().map(this::equal).toList());
        return negated ? any.not() : any;
    }

    /** Not there: all columns are NULL. */
    Cond<Object> isNull(boolean negated) {
        List<Cond<Object>> each = parts.stream().<Cond<Object>>map(p -> new Cond.IsNull<>(p.column(), negated)).toList();
        return negated ? Cond.any(each) : Cond.all(each);
    }

    private Cond<Object> equal(Object record) {
        return Cond.all(parts.stream().map(part -> equal(part, part.value().apply(record))).toList());
    }

    private Cond<Object> equal(EmbeddedPart part, Object value) {
        if (part.always()) {
            Objects.requireNonNull(value, () -> part.column() + ": nothing compares with NULL; use isNull() or notNull()");
        }
        if (value == null) {
            return new Cond.IsNull<>(part.column(), false);
        }
        Cond<Object> same = new Cond.Compare<>(part.column(), Cond.Op.EQ, value);
        return part.always() ? same : same.and(known(part));
    }

    /** NULL differs from every value, unless the record is not there: then that is unknown, as the first column says. */
    private Cond<Object> known(EmbeddedPart part) {
        Cond<Object> present = new Cond.IsNull<>(part.column(), true);
        return parts.stream().filter(EmbeddedPart::always).findFirst()
                .<Cond<Object>>map(first -> present.or(new Cond.IsNull<>(first.column(), false))).orElse(present);
    }

    private Optional<Cond<Object>> equalColumns(Expr other) {
        Optional<Whole> there = of(scope, other).filter(whole -> whole.complete() && complete() && whole.parts.size() == parts.size());
        return there.map(whole -> {
            List<Cond<Object>> equal = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                equal.add(new Cond.Compare<>(parts.get(i).column(), Cond.Op.EQ, whole.parts.get(i).column()));
            }
            return Cond.all(equal);
        });
    }

    /** What an assignment to the record assigns to its columns; an assignment to a column as it is. */
    static List<Assignment<?>> assigned(Scope scope, Assignment<?> assignment) {
        List<EmbeddedPart> parts = scope.embedded(assignment.column());
        if (parts.isEmpty()) {
            return List.of(assignment);
        }
        List<EmbeddedPart> from = assignment.value() instanceof ColumnRef other ? scope.embedded(other) : List.of();
        List<Assignment<?>> all = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Object value = from.size() == parts.size() ? from.get(i).column()
                    : assignment.value() == null ? null : parts.get(i).value().apply(assignment.value());
            all.add(new Assignment<>(parts.get(i).column(), Assignment.Kind.SET, value));
        }
        return all;
    }
}
