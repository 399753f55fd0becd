package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.query.Columns.named;
import static dev.lifeboat.orm.query.Columns.namedJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.JsonOperand;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.query.Sort;
import dev.lifeboat.orm.query.Text;
import dev.lifeboat.orm.type.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Any tree of conditions over any rows finds, in any order and page by page, the rows that the same filter and the same sort
 * find in Java, with SQL's three truth values.
 */
class ConditionPropertyTest {
    @Embedded
    record Deep(int z) {}

    @Embedded
    record Spot(int x, @Nullable Integer y, @Nullable Deep deep) {}

    @Table("things")
    record Thing(@Id int id, @Nullable Integer size, @Nullable Integer other, @Nullable String name, boolean open, @Nullable List<String> tags,
                 @Nullable Json doc, @Nullable Spot spot) {}

    /** A condition for entities, the same for a table known by name only, and what it means. */
    record Both(Cond<Thing> typed, Cond<Row> dynamic, Function<Thing, Truth> means) {}

    /** A document and what is found at "s" as text, at "n" as number and at "t" as truth. */
    record Doc(String json, String s, Integer n, Boolean t) {}

    /** A column that is sorted by. */
    record By(String column, boolean descending, boolean nullsFirst) {}

    private static final List<String> NAMES = List.of("", "a", "A", "b", "a%b", "a_b", "a\\b", "axb", "' or 1=1 --", "ü", "🚢", "\uffee", "?", ":n", "$1");
    private static final List<Doc> DOCS = List.of(new Doc("{}", null, null, null), new Doc("{\"s\": \"a%b\", \"n\": 1}", "a%b", 1, null),
            new Doc("{\"s\": 7, \"n\": \"1\", \"t\": true}", "7", null, true), new Doc("{\"s\": null, \"n\": null, \"t\": null}", null, null, null),
            new Doc("{\"s\": \"\", \"n\": -2, \"t\": false}", "", -2, false), new Doc("[1, \"s\"]", null, null, null), new Doc("\"s\"", null, null, null));
    private static EmbeddedServer server;
    private static Db db;

    @BeforeContainer
    static void start() {
        server = EmbeddedServer.start(ServerBinaries.find(new Tools()));
        db = Db.pooled(PoolSettings.of("jdbc:postgresql://" + server.address().host() + ":" + server.address().port() + "/postgres",
                server.address().user(), server.password().reveal()));
        // By hand, because Java knows how this collation sorts.
        db.sql("""
                create table things (id integer primary key, size integer, other integer, name text collate "C", open boolean not null,
                  tags text[], doc jsonb, spot_x int, spot_y int, spot_deep_z int)""").run();
    }

    @AfterContainer
    static void stop() {
        db.close();
        server.close();
    }

    @Property(tries = 400)
    void aTreeFindsTheSameRowsAsInJava(@ForAll("rows") List<Thing> things, @ForAll("conditions") Both both) {
        fill(things);
        List<Integer> expected = things.stream().filter(t -> both.means().apply(t) == Truth.YES).map(Thing::id).toList();
        Query<Thing> typed = db.repo(Thing.class, Thing::id).where(both.typed()).orderBy(col(Thing::id).asc());
        assertThat(typed.list()).as(typed.sql()).extracting(Thing::id).containsExactlyElementsOf(expected);
        Rows rows = db.rows("public", "things");
        assertThat(ids(rows.where(both.dynamic()).orderBy(rows.table().col("id").asc()).list())).isEqualTo(expected);
        assertThat(typed.count()).isEqualTo(expected.size());
        assertThat(typed.exists()).isEqualTo(!expected.isEmpty());
    }

    @Property(tries = 200)
    void pagesInAnyOrderAreWhatJavaSorts(@ForAll("rows") List<Thing> things, @ForAll("conditions") Both both, @ForAll("orders") List<By> order,
            @ForAll("sizes") int size) {
        fill(things);
        List<Integer> expected = things.stream().filter(t -> both.means().apply(t) == Truth.YES).sorted(sorted(order)).map(Thing::id).toList();
        Rows rows = db.rows("public", "things");
        List<Sort<Thing>> typed = order.stream().map(by -> sort(by, switch (by.column()) {
            case "size" -> col(Thing::size).asc();
            case "name" -> col(Thing::name).asc();
            case "open" -> col(Thing::open).asc();
            default -> col(Thing::id).asc();
        })).toList();
        List<Sort<Row>> dynamic = order.stream().map(by -> sort(by, rows.table().col(by.column()).asc())).toList();
        Query<Thing> things1 = db.repo(Thing.class, Thing::id).where(both.typed()).orderBy(typed);
        assertThat(forwards(things1, size).stream().map(Thing::id).toList()).as(things1.sql()).isEqualTo(expected);
        assertThat(backwards(things1, size).stream().map(Thing::id).toList()).as(things1.sql()).isEqualTo(expected);
        Query<Row> byName = rows.where(both.dynamic()).orderBy(dynamic);
        assertThat(ids(forwards(byName, size))).as(byName.sql()).isEqualTo(expected);
        assertThat(ids(backwards(byName, size))).as(byName.sql()).isEqualTo(expected);
    }

    private static void fill(List<Thing> things) {
        db.sql("truncate things").run();
        db.repo(Thing.class, Thing::id).insertAll(things);
    }

    private static <T> Sort<T> sort(By by, Sort<T> column) {
        return new Sort<>(column.column(), by.descending(), by.nullsFirst());
    }

    /** The order, then the key, downwards where all of the order goes downwards. */
    private static Comparator<Thing> sorted(List<By> order) {
        boolean down = !order.isEmpty() && order.stream().allMatch(By::descending);
        Comparator<Thing> sorted = (_, _) -> 0;
        for (By by : order) {
            Comparator<Comparable<Object>> values = by.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
            sorted = sorted.thenComparing(t -> key(t, by.column()), by.nullsFirst() ? Comparator.nullsFirst(values) : Comparator.nullsLast(values));
        }
        Comparator<Thing> id = Comparator.comparing(Thing::id);
        return sorted.thenComparing(down ? id.reversed() : id);
    }

    @SuppressWarnings("unchecked")
    private static Comparable<Object> key(Thing thing, String column) {
        Object key = switch (column) {
            case "size" -> thing.size();
            case "name" -> thing.name() == null ? null : new Bytes(thing.name().getBytes(StandardCharsets.UTF_8));
            case "open" -> thing.open();
            default -> thing.id();
        };
        return (Comparable<Object>) key;
    }

    private record Bytes(byte[] of) implements Comparable<Bytes> {
        @Override
        public int compareTo(Bytes other) {
            return Arrays.compareUnsigned(of, other.of);
        }
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(r -> (Integer) r.value("id").orElseThrow()).toList();
    }

    private static <T> List<T> forwards(Query<T> query, int size) {
        Page<T> page = query.page(size);
        List<T> all = new ArrayList<>(page.rows());
        while (page.next().isPresent()) {
            page = query.page(size, page.next().get());
            all.addAll(page.rows());
            assertThat(all).as("pages that never end").hasSizeLessThan(100);
        }
        return all;
    }

    private static <T> List<T> backwards(Query<T> query, int size) {
        Page<T> page = query.lastPage(size);
        List<T> all = new ArrayList<>(page.rows());
        for (Optional<Cursor> before = page.previous(); before.isPresent(); before = page.previous()) {
            page = query.pageBefore(size, before.get());
            all.addAll(0, page.rows());
        }
        return all;
    }

    @Provide
    Arbitrary<List<Thing>> rows() {
        Arbitrary<Thing> thing = Combinators.combine(Arbitraries.integers().between(-3, 3).injectNull(0.2), Arbitraries.integers().between(-3, 3).injectNull(0.2),
                Arbitraries.of(NAMES).injectNull(0.15), Arbitraries.of(true, false), Arbitraries.of(NAMES).list().ofMaxSize(3).injectNull(0.15),
                Arbitraries.of(DOCS).injectNull(0.15), spot().injectNull(0.3)).as((size, other, name, open, tags, doc, spot) ->
                new Thing(0, size, other, name, open, tags, doc == null ? null : new Json(doc.json()), spot));
        return thing.list().ofMaxSize(25).map(all -> {
            List<Thing> numbered = new ArrayList<>();
            all.forEach(t -> numbered.add(new Thing(numbered.size(), t.size(), t.other(), t.name(), t.open(), t.tags(), t.doc(), t.spot())));
            return Collections.unmodifiableList(numbered);
        });
    }

    @Provide
    Arbitrary<List<By>> orders() {
        return Combinators.combine(Arbitraries.of("size", "name", "open", "id"), Arbitraries.of(true, false), Arbitraries.of(true, false)).as(By::new)
                .list().ofMaxSize(3).uniqueElements(By::column);
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(1, 6);
    }

    @Provide
    Arbitrary<Both> conditions() {
        return Arbitraries.lazyOf(this::leaf, this::leaf, this::joined, this::negated, this::several);
    }

    private Arbitrary<Both> joined() {
        return Combinators.combine(conditions(), conditions(), Arbitraries.of(true, false)).as((a, b, and) -> and
                ? new Both(a.typed().and(b.typed()), a.dynamic().and(b.dynamic()), t -> a.means().apply(t).and(b.means().apply(t)))
                : new Both(a.typed().or(b.typed()), a.dynamic().or(b.dynamic()), t -> a.means().apply(t).or(b.means().apply(t))));
    }

    /** Of none, all are true and any is false. */
    private Arbitrary<Both> several() {
        return Combinators.combine(leaf().list().ofMaxSize(3), Arbitraries.of(true, false)).as((of, all) -> {
            List<Cond<Thing>> typed = of.stream().map(Both::typed).toList();
            List<Cond<Row>> dynamic = of.stream().map(Both::dynamic).toList();
            return all ? new Both(Cond.all(typed), Cond.all(dynamic), t -> of.stream().map(c -> c.means().apply(t)).reduce(Truth.YES, Truth::and))
                    : new Both(Cond.any(typed), Cond.any(dynamic), t -> of.stream().map(c -> c.means().apply(t)).reduce(Truth.NO, Truth::or));
        });
    }

    private Arbitrary<Both> negated() {
        return conditions().map(c -> new Both(c.typed().not(), c.dynamic().not(), t -> c.means().apply(t).not()));
    }

    private Arbitrary<Both> leaf() {
        return Arbitraries.oneOf(numbers(), texts(), lists(), documents(), columns(), embedded());
    }

    private Arbitrary<Both> numbers() {
        Arbitrary<Integer> number = Arbitraries.integers().between(-3, 3);
        return Arbitraries.oneOf(
                number.map(n -> sized(col(Thing::size).lt(n), at("size").lt("" + n), s -> s < n)),
                number.map(n -> sized(col(Thing::size).le(n), at("size").le("" + n), s -> s <= n)),
                number.map(n -> sized(col(Thing::size).gt(n), at("size").gt("" + n), s -> s > n)),
                number.map(n -> sized(col(Thing::size).ge(n), at("size").ge("" + n), s -> s >= n)),
                number.map(n -> sized(col(Thing::size).eq(n), at("size").eq("" + n), s -> s.equals(n))),
                number.map(n -> sized(col(Thing::size).ne(n), at("size").ne("" + n), s -> !s.equals(n))),
                Combinators.combine(number, number).as((a, b) -> sized(col(Thing::size).between(a, b), at("size").between("" + a, "" + b), s -> a <= s && s <= b)),
                number.list().ofMaxSize(3).map(l -> new Both(col(Thing::size).in(l), at("size").in(texts(l)),
                        t -> l.isEmpty() ? Truth.NO : t.size() == null ? Truth.UNKNOWN : Truth.of(l.contains(t.size())))),
                number.list().ofMaxSize(3).map(l -> new Both(col(Thing::size).notIn(l), at("size").notIn(texts(l)),
                        t -> l.isEmpty() ? Truth.YES : t.size() == null ? Truth.UNKNOWN : Truth.of(!l.contains(t.size())))),
                Arbitraries.just(new Both(col(Thing::size).isNull(), at("size").isNull(), t -> Truth.of(t.size() == null))),
                Arbitraries.just(new Both(col(Thing::size).notNull(), at("size").notNull(), t -> Truth.of(t.size() != null))));
    }

    private Arbitrary<Both> texts() {
        Arbitrary<String> text = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                text.map(s -> titled(col(Thing::name).eq(s), at("name").eq(s), n -> n.equals(s))),
                text.map(s -> titled(col(Thing::name).contains(s), at("name").contains(s), n -> n.contains(s))),
                text.map(s -> titled(col(Thing::name).startsWith(s), at("name").startsWith(s), n -> n.startsWith(s))),
                text.map(s -> titled(col(Thing::name).endsWith(s), at("name").endsWith(s), n -> n.endsWith(s))),
                text.map(s -> titled(col(Thing::name).lt(s), at("name").lt(s), n -> compare(n, s) < 0)),
                text.map(s -> titled(col(Thing::name).ge(s), at("name").ge(s), n -> compare(n, s) >= 0)),
                text.list().ofMaxSize(3).map(l -> new Both(col(Thing::name).in(l), at("name").in(l),
                        t -> l.isEmpty() ? Truth.NO : t.name() == null ? Truth.UNKNOWN : Truth.of(l.contains(t.name())))),
                Arbitraries.of("%", "_", "a_b", "a%", "%b", "a\\%b", "").map(p -> titled(col(Thing::name).like(p), at("name").like(p), n -> like(p, n))),
                text.map(s -> titled(Cond.sql("name <> :n -- 'odd\" comment", "n", s), Cond.sql("name <> :n", "n", s), n -> !n.equals(s))),
                Arbitraries.just(new Both(col(Thing::open).eq(true), at("open").eq("true"), t -> Truth.of(t.open()))));
    }

    private Arbitrary<Both> lists() {
        Arbitrary<String> text = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                text.map(s -> tagged(col(Thing::tags).has(s), Cond.sql(":s = any(tags)", "s", s), tags -> tags.contains(s))),
                text.list().ofMaxSize(2).map(l -> tagged(col(Thing::tags).contains(l), Cond.sql("tags @> :l", "l", l), tags -> tags.containsAll(l))),
                text.list().ofMaxSize(3).map(l -> tagged(col(Thing::tags).within(l), Cond.sql("tags <@ :l", "l", l), l::containsAll)),
                text.list().ofMaxSize(3).map(l -> tagged(col(Thing::tags).overlaps(l), Cond.sql("tags && :l", "l", l), tags -> !Collections.disjoint(tags, l))),
                text.list().ofMaxSize(2).map(l -> tagged(col(Thing::tags).eq(l), Cond.sql("tags = :l", "l", l), tags -> tags.equals(l))),
                Arbitraries.integers().between(0, 3).map(n -> tagged(col(Thing::tags).size().ge(n), Cond.sql("cardinality(tags) >= :n", "n", n), tags -> tags.size() >= n)));
    }

    private Arbitrary<Both> documents() {
        Json part = new Json("{\"n\": 1}");
        return Arbitraries.oneOf(
                Arbitraries.of("a%b", "7", "", "x").map(s -> found(col(Thing::doc).path("s").text().eq(s), doc().path("s").text().eq(s), Doc::s, s::equals)),
                Arbitraries.of("a", "%", "").map(s -> found(col(Thing::doc).path("s").text().contains(s), doc().path("s").text().contains(s), Doc::s, f -> f.contains(s))),
                Arbitraries.integers().between(-3, 2).map(BigDecimal::new).map(n -> found(col(Thing::doc).path("n").number().le(n), doc().path("n").number().le(n),
                        Doc::n, f -> f <= n.intValue())),
                Arbitraries.of(true, false).map(b -> found(col(Thing::doc).path("t").truth().eq(b), doc().path("t").truth().eq(b), Doc::t, b::equals)),
                Arbitraries.just(new Both(col(Thing::doc).path("s").text().isNull(), doc().path("s").text().isNull(),
                        t -> Truth.of(t.doc() == null || known(t).s() == null))),
                Arbitraries.just(found(col(Thing::doc).hasKey("s"), doc().hasKey("s"), d -> d, d -> d.json().contains("\"s\""))),
                Arbitraries.just(found(col(Thing::doc).contains(part), doc().contains(part), d -> d, d -> Objects.equals(d.n(), 1))));
    }

    /** A column beside another: unknown when either is NULL. */
    private Arbitrary<Both> columns() {
        return Arbitraries.of(
                beside(col(Thing::size).ltColumn(col(Thing::other)), at("size").ltColumn(at("other")), c -> c < 0),
                beside(col(Thing::size).leColumn(col(Thing::other)), at("size").leColumn(at("other")), c -> c <= 0),
                beside(col(Thing::size).gtColumn(col(Thing::other)), at("size").gtColumn(at("other")), c -> c > 0),
                beside(col(Thing::size).geColumn(col(Thing::other)), at("size").geColumn(at("other")), c -> c >= 0),
                beside(col(Thing::size).eqColumn(col(Thing::other)), at("size").eqColumn(at("other")), c -> c == 0),
                beside(col(Thing::size).neColumn(col(Thing::other)), at("size").neColumn(at("other")), c -> c != 0));
    }

    private static Arbitrary<Spot> spot() {
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 1);
        return Combinators.combine(few, few.injectNull(0.4), few.map(Deep::new).injectNull(0.4)).as(Spot::new);
    }

    /** An embedded record as a whole: equal with NULL in it, unknown where it is not there. */
    private Arbitrary<Both> embedded() {
        return Arbitraries.oneOf(
                spot().map(s -> test(col(Thing::spot).eq(s), spotIs(s), Thing::spot, s::equals)),
                spot().map(s -> test(col(Thing::spot).ne(s), spotIs(s).not(), Thing::spot, found -> !found.equals(s))),
                spot().list().ofMaxSize(3).map(l -> new Both(col(Thing::spot).in(l), Cond.any(l.stream().map(ConditionPropertyTest::spotIs).toList()),
                        t -> l.isEmpty() ? Truth.NO : t.spot() == null ? Truth.UNKNOWN : Truth.of(l.contains(t.spot())))),
                spot().list().ofMaxSize(3).map(l -> new Both(col(Thing::spot).notIn(l), Cond.<Row>any(l.stream().map(ConditionPropertyTest::spotIs).toList()).not(),
                        t -> l.isEmpty() ? Truth.YES : t.spot() == null ? Truth.UNKNOWN : Truth.of(!l.contains(t.spot())))),
                Arbitraries.integers().between(0, 1).map(Deep::new).list().ofMaxSize(2).map(l -> new Both(col(Thing::spot, Spot::deep).in(l),
                        at("spot_deep_z").in(l.stream().map(d -> "" + d.z()).toList()), t -> l.isEmpty() ? Truth.NO
                        : t.spot() == null || t.spot().deep() == null ? Truth.UNKNOWN : Truth.of(l.contains(t.spot().deep())))),
                Arbitraries.integers().between(0, 1).map(n -> test(col(Thing::spot, Spot::deep, Deep::z).le(n), at("spot_deep_z").le("" + n),
                        t -> t.spot() == null ? null : t.spot().deep(), d -> d.z() <= n)),
                Arbitraries.just(new Both(col(Thing::spot).isNull(), at("spot_x").isNull(), t -> Truth.of(t.spot() == null))),
                Arbitraries.just(new Both(col(Thing::spot, Spot::deep).notNull(), at("spot_deep_z").notNull(),
                        t -> Truth.of(t.spot() != null && t.spot().deep() != null))));
    }

    private static Cond<Row> spotIs(Spot spot) {
        return Cond.sql("case when spot_x is not null then (spot_x, spot_y, spot_deep_z) is not distinct from (:x, :y::int, :z::int) end",
                "x", spot.x(), "y", spot.y(), "z", spot.deep() == null ? null : spot.deep().z());
    }

    private static Text<Row> at(String column) {
        return named(column);
    }

    private static JsonOperand<Row, Json> doc() {
        return namedJson("doc");
    }

    private static Doc known(Thing thing) {
        return DOCS.stream().filter(d -> d.json().equals(thing.doc().text())).findFirst().orElseThrow();
    }

    private static int compare(String a, String b) {
        return new Bytes(a.getBytes(StandardCharsets.UTF_8)).compareTo(new Bytes(b.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean like(String pattern, String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote("" + (c == '\\' ? pattern.charAt(++i) : c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
    }

    private static List<String> texts(List<Integer> numbers) {
        return numbers.stream().map(Objects::toString).toList();
    }

    private static <V> Both test(Cond<Thing> typed, Cond<Row> dynamic, Function<Thing, V> value, Predicate<V> means) {
        return new Both(typed, dynamic, t -> value.apply(t) == null ? Truth.UNKNOWN : Truth.of(means.test(value.apply(t))));
    }

    private static Both sized(Cond<Thing> typed, Cond<Row> dynamic, Predicate<Integer> means) {
        return test(typed, dynamic, Thing::size, means);
    }

    private static Both titled(Cond<Thing> typed, Cond<Row> dynamic, Predicate<String> means) {
        return test(typed, dynamic, Thing::name, means);
    }

    private static Both tagged(Cond<Thing> typed, Cond<Row> dynamic, Predicate<List<String>> means) {
        return test(typed, dynamic, Thing::tags, means);
    }

    private static <V> Both found(Cond<Thing> typed, Cond<Row> dynamic, Function<Doc, V> part, Predicate<V> means) {
        return test(typed, dynamic, t -> t.doc() == null ? null : part.apply(known(t)), means);
    }

    private static Both beside(Cond<Thing> typed, Cond<Row> dynamic, Predicate<Integer> means) {
        return test(typed, dynamic, t -> t.size() == null || t.other() == null ? null : t.size().compareTo(t.other()), means);
    }
}
