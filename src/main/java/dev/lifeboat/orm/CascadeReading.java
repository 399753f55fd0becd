package dev.lifeboat.orm;

import dev.lifeboat.orm.Cascade.Action;
import dev.lifeboat.orm.Cascade.Effect;
import dev.lifeboat.orm.CascadeKeys.Key;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Select;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.query.SqlWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts what a deletion would take along, in one statement, so that all of it is seen at one moment. Rows are followed by
 * where they lie (table and ctid), which tells every row from every other whatever keys it has.
 */
record CascadeReading(Session session, Limits limits) {
    /** @param key number of the foreign key; -1 for what is deleted */
    private record Counted(int key, long table, long rows) {}

    /** @param doomed the rows that would be deleted */
    Cascade of(Select<?> doomed) {
        CascadeKeys catalog = CascadeKeys.of(session, doomed.source().table());
        List<Counted> counted = session.list(statement(doomed, catalog.keys()), limits,
                row -> new Counted(row.getInt(1), row.getLong(2), row.getLong(3)));
        List<Effect> effects = new ArrayList<>();
        long asked = rows(counted, -2);
        if (asked > 0) {
            effects.add(new Effect(catalog.schema(), catalog.table(), Action.DELETE, List.of(), List.of(), asked));
        }
        effects.addAll(deleted(catalog.keys(), counted));
        IntStream.range(0, catalog.keys().size()).filter(i -> rows(counted, i) > 0).forEach(i -> {
            Key key = catalog.keys().get(i);
            effects.add(new Effect(key.childSchema(), key.childTable(), key.effect(), List.of(key.constraint()),
                    key.childColumns(), rows(counted, i)));
        });
        effects.sort(Comparator.comparing(Effect::action));
        return new Cascade(effects);
    }

    private static long rows(List<Counted> counted, int key) {
        return counted.stream().filter(c -> c.key() == key).mapToLong(Counted::rows).sum();
    }

    /** By table, because a row that several keys reach is deleted once. */
    private static List<Effect> deleted(List<Key> keys, List<Counted> counted) {
        Set<List<String>> tables = keys.stream().filter(Key::cascades).map(k -> List.of(k.childSchema(), k.childTable()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Effect> effects = new ArrayList<>();
        for (List<String> table : tables) {
            List<Key> into = keys.stream().filter(Key::cascades)
                    .filter(k -> table.equals(List.of(k.childSchema(), k.childTable()))).toList();
            long rows = counted.stream().filter(c -> c.key() == -1 && into.getFirst().childLeaves().contains(c.table()))
                    .mapToLong(Counted::rows).sum();
            if (rows > 0) {
                effects.add(new Effect(table.getFirst(), table.getLast(), Action.DELETE, into.stream().map(Key::constraint).toList(),
                        into.stream().flatMap(k -> k.childColumns().stream()).distinct().toList(), rows));
            }
        }
        return effects;
    }

    private Sql statement(Select<?> doomed, List<Key> keys) {
        SqlWriter out = new SqlWriter(session.codecs()).raw("with recursive asked(rel, place) as materialized (");
        doomed.places(out);
        out.raw("), doomed(rel, place) as (select rel, place from asked");
        List<Key> cascading = keys.stream().filter(Key::cascades).toList();
        if (!cascading.isEmpty()) {
            out.raw(" union select f.rel, f.place from doomed d cross join lateral (").raw(cascading.stream()
                    .map(key -> "select c.tableoid as rel, c.ctid::text as place from " + pairs(key))
                    .collect(Collectors.joining(" union all "))).raw(") f");
        }
        out.raw(") select -2, 0, count(*) from asked union all select -1, rel::bigint, count(*) from doomed d"
                + " where not exists (select 1 from asked a where a.rel = d.rel and a.place = d.place) group by rel");
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i).cascades()) {
                String gone = keys.get(i).waits() ? "doomed" : "asked";
                out.raw(" union all select " + i + ", 0, count(distinct (f.rel, f.place)) from doomed d cross join lateral"
                        + " (select c.tableoid as rel, c.ctid::text as place from " + pairs(keys.get(i)) + ") f"
                        + " where not exists (select 1 from " + gone + " g where g.rel = f.rel and g.place = f.place)");
            }
        }
        return out.sql();
    }

    /** The rows c of the child that refer to the row p of the parent where d lies. */
    private static String pairs(Key key) {
        Function<List<String>, List<String>> quoted = names -> names.stream().map(Names::quoted).toList();
        List<String> child = quoted.apply(key.childColumns());
        List<String> parent = quoted.apply(key.parentColumns());
        String leaves = key.parentLeaves().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return key.parent() + " p join " + key.child() + " c on " + IntStream.range(0, child.size())
                .mapToObj(i -> "c." + child.get(i) + " = p." + parent.get(i)).collect(Collectors.joining(" and "))
                + " where d.rel in (" + leaves + ") and p.tableoid = d.rel and p.ctid = d.place::tid";
    }
}
