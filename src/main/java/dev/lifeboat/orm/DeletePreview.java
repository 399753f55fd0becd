package dev.lifeboat.orm;

import dev.lifeboat.orm.query.Names;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What would go when rows are deleted, before they are: the foreign keys of the catalog are followed from row to row, also in
 * circles, and each row counts once. Nothing is changed. Triggers are not looked at. Stops counting at {@link #MOST} rows.
 */
public final class DeletePreview {
    /** How many rows are followed. */
    public static final int MOST = 20_000;

    private final Db db;
    private final Map<Long, Set<String>> going = new HashMap<>();
    private final Map<Long, List<ForeignKey>> known = new HashMap<>();
    private final Map<ForeignKey, Long> taken = new LinkedHashMap<>();
    private int followed;
    private boolean more;

    public DeletePreview(Db db) {
        this.db = db;
    }

    private record ForeignKey(long oid, String name, long child, String childName, String parentName, String action, List<String> columns, List<String> referenced) {}

    private record Place(String row) {}

    /** The consequences, those that block it first; empty when nothing refers to the rows. @param rows of one table */
    public List<Consequence> of(List<RowKey> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        return db.tx(TxOptions.DEFAULT.at(TxOptions.Isolation.REPEATABLE_READ).reading(), () -> {
            DynamicTable table = rows.getFirst().table();
            long oid = db.sql("select cast(:name as regclass)::oid::bigint as oid", "name", table.table()).one(Long.class);
            follow(oid, begin(table, rows));
            return consequences();
        });
    }

    private Set<String> begin(DynamicTable table, List<RowKey> rows) {
        List<Object> values = new ArrayList<>();
        List<String> any = new ArrayList<>();
        for (RowKey row : rows) {
            List<String> all = new ArrayList<>();
            for (String column : table.keyColumns()) {
                String name = "k" + values.size();
                values.add(name);
                values.add(row.values().get(column));
                all.add(Names.quoted(column) + " = cast(:" + name + " as " + table.all().get(table.position(column)).cast() + ")");
            }
            any.add("(" + String.join(" and ", all) + ")");
        }
        return places(db.sql("select tableoid::bigint || ':' || ctid::text as row from " + table.table() + " where " + String.join(" or ", any), values.toArray()));
    }

    private static Set<String> places(SqlQuery query) {
        Set<String> places = new LinkedHashSet<>();
        query.as(Place.class).forEach(place -> places.add(place.row()));
        return places;
    }

    private record Step(long table, Set<String> rows) {}

    private void follow(long table, Set<String> rows) {
        Deque<Step> steps = new ArrayDeque<>();
        going.computeIfAbsent(table, _ -> new HashSet<>()).addAll(rows);
        steps.add(new Step(table, rows));
        while (!steps.isEmpty()) {
            Step step = steps.poll();
            for (ForeignKey key : keysTo(step.table())) {
                if (!key.action().equals("c")) {
                    continue;
                }
                Set<String> found = referring(key, step.rows());
                found.removeAll(going.computeIfAbsent(key.child(), _ -> new HashSet<>()));
                if (!found.isEmpty()) {
                    going.get(key.child()).addAll(found);
                    taken.merge(key, (long) found.size(), Long::sum);
                    steps.add(new Step(key.child(), found));
                }
            }
        }
    }

    private List<Consequence> consequences() {
        List<Consequence> all = new ArrayList<>();
        for (Map.Entry<Long, Set<String>> table : Map.copyOf(going).entrySet()) {
            for (ForeignKey key : keysTo(table.getKey())) {
                if (key.action().equals("c") || table.getValue().isEmpty()) {
                    continue;
                }
                Set<String> found = referring(key, table.getValue());
                // What goes as well refers to nothing any more; only RESTRICT does not wait to see that.
                if (!key.action().equals("r")) {
                    found.removeAll(going.getOrDefault(key.child(), Set.of()));
                }
                if (!found.isEmpty()) {
                    all.add(new Consequence(key.childName(), key.name(), effect(key.action()), found.size(), more));
                }
            }
        }
        taken.forEach((key, rows) -> all.add(new Consequence(key.childName(), key.name(), Consequence.Effect.DELETED, rows, more)));
        all.sort(java.util.Comparator.comparing((Consequence one) -> one.effect() != Consequence.Effect.BLOCKS).thenComparing(Consequence::effect).thenComparing(Consequence::table));
        return List.copyOf(all);
    }

    private static Consequence.Effect effect(String action) {
        return switch (action) {
            case "n" -> Consequence.Effect.SET_NULL;
            case "d" -> Consequence.Effect.SET_DEFAULT;
            default -> Consequence.Effect.BLOCKS;
        };
    }

    /** A partition repeats the keys of its parent: only one of them is followed. */
    private List<ForeignKey> keysTo(long table) {
        return known.computeIfAbsent(table, oid -> db.sql("""
                select c.oid::bigint as oid, c.conname::text as name, c.conrelid::bigint as child, c.conrelid::regclass::text as child_name,
                       c.confrelid::regclass::text as parent_name, c.confdeltype::text as action,
                       array(select a.attname::text from unnest(c.conkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.n order by k.i) as columns,
                       array(select a.attname::text from unnest(c.confkey) with ordinality k(n, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.n order by k.i) as referenced
                from pg_constraint c
                where c.contype = 'f' and c.confrelid = cast(:oid as oid)
                  and not exists (select from pg_constraint p where p.confrelid = c.confrelid and p.oid = (to_jsonb(c) ->> 'conparentid')::oid)
                order by c.conname""", "oid", oid).as(ForeignKey.class));
    }

    private Set<String> referring(ForeignKey key, Collection<String> rows) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            equal.add("c." + Names.quoted(key.columns().get(i)) + " = p." + Names.quoted(key.referenced().get(i)));
        }
        int room = Math.max(0, MOST - followed);
        Set<String> found = places(db.sql("select distinct c.tableoid::bigint || ':' || c.ctid::text as row from " + key.parentName() + " p join " + key.childName() + " c on "
                + String.join(" and ", equal) + " where p.ctid = any(cast(:places as tid[])) and p.tableoid::bigint || ':' || p.ctid::text = any(:rows) limit " + (room + 1),
                "places", rows.stream().map(row -> row.substring(row.indexOf(':') + 1)).toList(), "rows", List.copyOf(rows)));
        more |= found.size() > room;
        followed += found.size();
        return found;
    }
}
