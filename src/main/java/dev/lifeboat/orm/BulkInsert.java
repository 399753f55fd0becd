package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.mapping.ColumnModel;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.query.Bound;
import dev.lifeboat.orm.query.Names;
import dev.lifeboat.orm.query.Sql;
import dev.lifeboat.orm.type.CastCodec;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Codecs;
import dev.lifeboat.orm.type.ListCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Many rows in one statement: INSERT .. SELECT FROM unnest(an array for each column) WITH ORDINALITY. PostgreSQL promises no
 * order of RETURNING, so the keys are made in the same statement before the rows are, and the answer is sorted by them.
 */
final class BulkInsert<T> {
    private static final int CHUNK = 10_000;
    private final Session session;
    private final EntityModel<T> entity;
    private final EntitySql<T> sql;

    BulkInsert(Session session, EntityModel<T> entity, EntitySql<T> sql) {
        this.session = session;
        this.entity = entity;
        this.sql = sql;
    }

    List<T> insert(List<T> rows) {
        Map<List<ColumnModel>, List<Integer>> bySent = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            bySent.computeIfAbsent(sql.sent(rows.get(i)), _ -> new ArrayList<>()).add(i);
        }
        if (bySent.size() == 1 && rows.size() <= CHUNK && session.isInTransaction()) {
            return List.copyOf(insert(bySent.keySet().iterator().next(), rows));
        }
        List<T> all = new ArrayList<>(java.util.Collections.nCopies(rows.size(), null));
        session.tx(TxOptions.DEFAULT, () -> {
            bySent.forEach((sent, places) -> {
                for (int from = 0; from < places.size(); from += CHUNK) {
                    List<Integer> some = places.subList(from, Math.min(places.size(), from + CHUNK));
                    List<T> written = insert(sent, some.stream().map(rows::get).toList());
                    IntStream.range(0, some.size()).forEach(i -> all.set(some.get(i), written.get(i)));
                }
            });
            return null;
        });
        return List.copyOf(all);
    }

    private List<T> insert(List<ColumnModel> sent, List<T> rows) {
        List<Bound> values = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (ColumnModel column : sent) {
            Codec<Object> codec = column.codec();
            // unnest would take an array of arrays apart: those travel as text.
            boolean nested = codec.type().endsWith("[]");
            Codec<Object> element = nested ? new CastCodec<>(codec, "text") : codec;
            arrays.add("?::" + element.type() + "[]");
            selected.add("u.c" + arrays.size() + (nested ? "::" + codec.type() : "") + " as " + column.sql());
            values.add(new Bound(Codecs.erased(new ListCodec<>(element)), Arrays.asList(rows.stream().map(column::written).toArray())));
        }
        List<ColumnModel> written = new ArrayList<>(sent);
        List<ColumnModel> made = entity.keys().stream().filter(k -> !sent.contains(k)).toList();
        written.addAll(made);
        made.forEach(k -> selected.add(newKey(k) + " as " + k.sql()));
        boolean always = made.stream().anyMatch(k -> k.identity().filter(Identity::always).isPresent());
        String numbers = arrays.isEmpty() ? "generate_series(1, " + rows.size() + ") as u(place)"
                : "unnest(" + String.join(", ", arrays) + ") with ordinality as u("
                + String.join(", ", IntStream.rangeClosed(1, arrays.size()).mapToObj(i -> "c" + i).toList()) + ", place)";
        String sameKey = String.join(" and ", entity.keys().stream().map(k -> "given." + k.sql() + " = written." + k.sql()).toList());
        String text = "with given as materialized (select " + String.join(", ", selected) + ", u.place as \"orm place\" from "
                + numbers + " order by u.place), written as (insert into " + entity.table() + " (" + EntitySql.names(written)
                + ")" + (always ? " overriding system value" : "") + " select " + EntitySql.names(written) + " from given order by \"orm place\" returning " + entity.columns()
                + ") select " + String.join(", ", entity.all().stream().map(c -> "written." + c.sql()).toList())
                + " from written join given on " + sameKey + " order by given.\"orm place\"";
        List<T> back = session.list(new Sql(text, values), Limits.NONE, entity::read);
        if (back.size() != rows.size()) {
            throw new NotOneRow("a trigger or a rule kept new rows out of " + entity.table()
                    + " or changed their keys; where they shall be written all the same, insert them one by one");
        }
        return back;
    }

    /** In a subquery the sequence is looked up once; for each row that would take as long as writing it. */
    private String newKey(ColumnModel key) {
        return key.generatedBy().orElseGet(() -> "nextval((select pg_get_serial_sequence(" + literal(entity.table()) + ", "
                + literal(key.name()) + ")::regclass))");
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
