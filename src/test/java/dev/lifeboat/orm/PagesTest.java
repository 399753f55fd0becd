package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagesTest extends SharedDatabase {
    @Table("items")
    record Item(@Id int id, @Nullable Integer rank, String name, @Nullable BigDecimal price) {}

    @BeforeAll
    static void open() {
        db.schema().create(Item.class);
        db.repo(Item.class, Item::id).insertAll(IntStream.range(0, 97).mapToObj(i -> new Item(i,
                i % 4 == 0 ? null : i % 3, "n" + i % 5, i % 6 == 0 ? null : new BigDecimal(i % 7 + ".50"))).toList());
        db.sql("create table no_key as select id, rank, name from items").run();
        db.sql("create view looked_at as select id, rank, name from items").run();
        db.sql("create table pairs (a text not null, b int not null, primary key (b, a))").run();
        db.sql("insert into pairs select chr(97 + i % 5), i / 5 from generate_series(0, 24) i").run();
    }

    static Stream<List<Sort<Item>>> orders() {
        return Stream.of(List.of(), List.of(col(Item::id).desc()), List.of(col(Item::name).asc()),
                List.of(col(Item::name).desc()), List.of(col(Item::rank).asc()), List.of(col(Item::rank).desc()),
                List.of(col(Item::rank).asc().withNullsFirst()), List.of(col(Item::rank).desc().withNullsLast()),
                List.of(col(Item::name).asc(), col(Item::rank).desc()),
                List.of(col(Item::rank).desc().withNullsLast(), col(Item::price).asc().withNullsFirst(), col(Item::name).desc()),
                List.of(col(Item::price).asc(), col(Item::id).desc()));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void pagesOfEntitiesAreTheWholeListingInBothDirections(List<Sort<Item>> order) {
        Query<Item> query = db.repo(Item.class, Item::id).orderBy(order);
        List<Sort<Item>> total = new ArrayList<>(order);
        boolean descending = !order.isEmpty() && order.stream().allMatch(Sort::descending);
        if (order.stream().noneMatch(s -> s.column().equals(col(Item::id).ref()))) {
            total.add(descending ? col(Item::id).desc() : col(Item::id).asc());
        }
        List<Item> whole = db.repo(Item.class, Item::id).orderBy(total).list();
        assertThat(whole).hasSize(97);
        assertThat(forwards(query, 10)).isEqualTo(whole);
        assertThat(backwards(query, 10)).isEqualTo(whole);
        assertThat(forwards(query, 97)).isEqualTo(whole);
        assertThat(backwards(query, 1)).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void pagesOfTablesKnownByNameAreTheSame(List<Sort<Item>> order) {
        Rows rows = db.rows("public", "items");
        List<Sort<Row>> byName = order.stream().map(s -> {
            Text<Row> column = rows.table().col(((dev.lifeboat.orm.query.ColumnRef.Component) s.column()).component());
            return new Sort<Row>(column.ref(), s.descending(), s.nullsFirst());
        }).toList();
        List<Integer> whole = forwards(db.repo(Item.class, Item::id).orderBy(order), 50).stream().map(Item::id).toList();
        assertThat(ids(forwards(rows.orderBy(byName), 9))).isEqualTo(whole);
        assertThat(ids(backwards(rows.orderBy(byName), 9))).isEqualTo(whole);
    }

    @Test
    void tablesWithoutAKeyAndViewsArePagedToo() {
        for (String name : List.of("no_key", "looked_at")) {
            Rows rows = db.rows("public", name);
            assertThat(rows.table().keyColumns()).isEmpty();
            assertThat(ids(forwards(rows, 10))).hasSize(97).doesNotHaveDuplicates();
            assertThat(ids(backwards(rows, 10))).isEqualTo(ids(forwards(rows, 10)));
        }
        Rows rows = db.rows("public", "no_key");
        Query<Row> sorted = rows.orderBy(rows.table().col("rank").desc());
        assertThat(ids(forwards(sorted, 7))).hasSize(97).doesNotHaveDuplicates().isEqualTo(ids(backwards(sorted, 7)));
        assertThatThrownBy(() -> rows.first().orElseThrow().key()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLargeTableWithoutAKeyIsReadInPlaceAndNotSorted() {
        // 30,000 rows on some 500 pages; a third is gone, some have moved, and new ones lie in the holes.
        db.sql("create table heap as select i as id, repeat('x', 80) as filler from generate_series(1, 30000) i").run();
        db.sql("create index on heap (id desc)").run();
        db.sql("delete from heap where id % 3 = 0 or id between 9000 and 12000").run();
        db.sql("vacuum heap").run();
        db.sql("update heap set filler = repeat('y', 200) where id % 50 = 1").run();
        db.sql("insert into heap select i, 'late' from generate_series(30001, 30500) i").run();
        List<Integer> byPlace = db.sql("select id from heap order by ctid").as(Integer.class);
        assertThat(byPlace).isNotEqualTo(byPlace.stream().sorted().toList()).hasSizeGreaterThan(18_000);
        Rows rows = db.rows("public", "heap");
        List<String> seen = new ArrayList<>();
        Runnable end = db.watch(s -> seen.add(s.sql()));
        assertThat(ids(forwards(rows, 997))).isEqualTo(byPlace);
        end.run();
        assertThat(seen).filteredOn(sql -> sql.contains("\"heap\"")).hasSize(1 + byPlace.size() / 997).noneMatch(sql -> sql.contains("order by"));
        assertThat(ids(backwards(rows, 997))).isEqualTo(byPlace);
        Page<Row> second = rows.page(10, rows.page(10).next().orElseThrow());
        assertThat(ids(rows.pageBefore(10, second.previous().orElseThrow()).rows())).isEqualTo(byPlace.subList(0, 10));
        assertThat(ids(forwards(rows.where(rows.table().col("id").le("5000")), 500))).isEqualTo(byPlace.stream().filter(id -> id <= 5000).toList());
        assertThat(db.tx(() -> ids(rows.page(10).rows()))).isEqualTo(byPlace.subList(0, 10));
        assertThat(db.sql("show enable_indexscan").one(String.class)).as("as it was").isEqualTo("on");
    }

    @Test
    void aKeyOfTwoColumnsIsTakenInItsOwnOrder() {
        Rows pairs = db.rows("public", "pairs");
        assertThat(pairs.table().keyColumns()).containsExactly("b", "a");
        assertThat(forwards(pairs, 4)).extracting(r -> r.text("b").orElseThrow() + r.text("a").orElseThrow())
                .startsWith("0a", "0b", "0c", "0d", "0e", "1a").hasSize(25);
        assertThat(pairs.page(3).rows().getFirst().key().values()).containsEntry("a", "a").containsEntry("b", "0");
    }

    @Test
    void aPageHasALinkOnlyWhereThereIsMore() {
        Query<Item> query = db.repo(Item.class, Item::id).where(col(Item::id).lt(20));
        Page<Item> first = query.page(10);
        assertThat(first.previous()).isEmpty();
        Page<Item> second = query.page(10, first.next().orElseThrow());
        assertThat(second.next()).isEmpty();
        assertThat(query.pageBefore(10, second.previous().orElseThrow()).rows()).isEqualTo(first.rows());
        assertThat(query.pageBefore(10, second.previous().orElseThrow()).previous()).isEmpty();
    }

    @Test
    void aConditionWithOrStaysTogetherOnLaterPages() {
        Query<Item> query = db.repo(Item.class, Item::id).where(col(Item::id).lt(5).or(col(Item::id).ge(90)));
        assertThat(forwards(query, 3)).extracting(Item::id).containsExactly(0, 1, 2, 3, 4, 90, 91, 92, 93, 94, 95, 96);
    }

    @Test
    void cursorsOfOtherOrdersAndForeignTextAreRefused() {
        Repo<Item, Integer> items = db.repo(Item.class, Item::id);
        Cursor cursor = items.page(3).next().orElseThrow();
        assertThatThrownBy(() -> items.orderBy(col(Item::name).asc()).page(3, cursor)).isInstanceOf(IllegalArgumentException.class);
        for (String text : List.of("", "x", "MTIz", "'; drop table items", "Ozs7")) {
            assertThatThrownBy(() -> items.page(3, new Cursor(text))).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> items.limit(3).page(3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rowsComparedAsOneWhereDirectionsAgree() {
        List<String> seen = new ArrayList<>();
        Runnable end = db.watch(s -> seen.add(s.sql()));
        Query<Item> query = db.repo(Item.class, Item::id).orderBy(col(Item::name).desc());
        query.page(3, query.page(3).next().orElseThrow());
        end.run();
        assertThat(seen.getLast()).contains("where (\"name\", \"id\") < (?::text, ?::integer) order by \"items\".\"name\" desc, \"items\".\"id\" desc limit 4");
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(r -> (Integer) r.value("id").orElseThrow()).toList();
    }

    private static <T> List<T> forwards(Query<T> query, int size) {
        List<T> all = new ArrayList<>();
        Page<T> page = query.page(size);
        all.addAll(page.rows());
        while (page.next().isPresent()) {
            page = query.page(size, page.next().get());
            all.addAll(page.rows());
        }
        return all;
    }

    private static <T> List<T> backwards(Query<T> query, int size) {
        List<T> all = new ArrayList<>();
        Page<T> page = query.lastPage(size);
        all.addAll(page.rows());
        for (Optional<Cursor> before = page.previous(); before.isPresent(); before = page.previous()) {
            page = query.pageBefore(size, before.get());
            all.addAll(0, page.rows());
        }
        return all;
    }
}
