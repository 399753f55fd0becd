package dev.lifeboat.orm.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects changes and puts them into the order in which they can run. */
final class Steps {
    /** What must be done before what. */
    enum Step {
        SCHEMAS, TYPES, FUNCTIONS, TABLE_RENAMES, RENAMES, COLUMNS, RULES, INDEXES, TABLES, KEYS, TRIGGERS,
        DROP_TRIGGERS, DROP_KEYS, DROP_RULES, DROP_INDEXES, DROP_COLUMNS
    }

    private final Map<Step, List<Change>> steps = new EnumMap<>(Step.class);

    void add(Step step, Change change) {
        steps.computeIfAbsent(step, _ -> new ArrayList<>()).add(change);
    }

    List<Change> all() {
        return steps.values().stream().flatMap(Collection::stream).toList();
    }
}
