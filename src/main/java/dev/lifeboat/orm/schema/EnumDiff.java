package dev.lifeboat.orm.schema;

import dev.lifeboat.orm.mapping.NativeEnum;
import dev.lifeboat.orm.schema.Change.Kind;
import dev.lifeboat.orm.schema.Steps.Step;
import java.util.ArrayList;
import java.util.List;

/** Compares an enum type. PostgreSQL adds labels in any place, and neither drops nor moves one. */
final class EnumDiff {
    private EnumDiff() {}

    static void compare(NativeEnum wanted, List<String> live, Steps steps) {
        List<String> there = new ArrayList<>(live);
        there.retainAll(wanted.labels());
        List<String> common = wanted.labels().stream().filter(live::contains).toList();
        if (!there.equals(common)) {
            steps.add(Step.TYPES, Change.byHand(Kind.CHANGE_ENUM, "", wanted.name(), again(wanted),
                    "The labels of " + wanted.name() + " stand in another order: " + String.join(", ", live) + "."));
        }
        live.stream().filter(label -> !wanted.labels().contains(label)).forEach(label ->
                steps.add(Step.TYPES, Change.byHand(Kind.CHANGE_ENUM, "", wanted.name(), again(wanted),
                        "The label " + label + " of " + wanted.name() + " is in the database only. A row that holds it cannot be read.")));
        for (String label : wanted.labels()) {
            if (!live.contains(label)) {
                steps.add(Step.TYPES, Change.safe(Kind.ADD_ENUM_VALUE, "", wanted.name(),
                        "alter type " + wanted.sql() + " add value " + ColumnDdl.literal(label) + place(wanted.labels(), label, live),
                        "The label " + label + " of " + wanted.name() + " is missing."));
            }
        }
    }

    /** Before the next label that is there already; at the end when there is none. */
    private static String place(List<String> labels, String label, List<String> live) {
        return labels.stream().skip(labels.indexOf(label) + 1L).filter(live::contains).findFirst()
                .map(next -> " before " + ColumnDdl.literal(next)).orElse("");
    }

    private static String again(NativeEnum wanted) {
        return "alter type " + wanted.sql() + " rename to " + dev.lifeboat.orm.query.Names.quoted(wanted.name() + "_before") + ";\n"
                + "create type " + wanted.sql() + " as enum ("
                + String.join(", ", wanted.labels().stream().map(ColumnDdl::literal).toList()) + ");\n"
                + "alter table ... alter column ... type " + wanted.sql() + " using ...::text::" + wanted.sql();
    }
}
