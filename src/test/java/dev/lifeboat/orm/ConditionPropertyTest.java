package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.query.Columns.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.demo.EmbeddedServer;
import dev.lifeboat.app.demo.ServerBinaries;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any tree of conditions finds the rows that the same filter finds in Java, with SQL's three truth values. */
class ConditionPropertyTest {
    @Table("things")
    record Thing(@Id int id, @Nullable Integer size, @Nullable String name, boolean open) {}

    private enum Truth {
        YES, NO, UNKNOWN;

        static Truth of(boolean yes) {
            return yes ? YES : NO;
        }

        Truth and(Truth other) {
            return this == NO || other == NO ? NO : this == UNKNOWN || other == UNKNOWN ? UNKNOWN : YES;
        }

        Truth not() {
            return this == UNKNOWN ? UNKNOWN : of(this == NO);
        }

        Truth or(Truth other) {
            return not().and(other.not()).not();
        }
    }

    /** A condition for entities, the same for a table known by name only, and what it means. */
    record Both(Cond<Thing> typed, Cond<Row> dynamic, Function<Thing, Truth> means) {}

    private static final List<String> NAMES = List.of("", "a", "A", "a%b", "a_b", "a\\b", "axb", "' or 1=1 --", "ü", "🚢");
    private static EmbeddedServer server;
    private static Db db;
    private static final List<Thing> ALL = things();

    private static List<Thing> things() {
        List<Thing> all = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            all.add(new Thing(i, i % 7 == 0 ? null : i % 5 - 2, i % 11 == 0 ? null : NAMES.get(i % NAMES.size()), i % 3 == 0));
        }
        return List.copyOf(all);
    }

    @BeforeContainer
    static void start() {
        server = EmbeddedServer.start(ServerBinaries.find(new Tools()));
        db = Db.pooled(PoolSettings.of("jdbc:postgresql://" + server.address().host() + ":" + server.address().port() + "/postgres",
                server.address().user(), server.password().reveal()));
        db.schema().create(Thing.class);
        db.repo(Thing.class, Thing::id).insertAll(ALL);
    }

    @AfterContainer
    static void stop() {
        db.close();
        server.close();
    }

    @Property(tries = 400)
    void aTreeFindsTheSameRowsAsInJava(@ForAll("conditions") Both both) {
        List<Integer> expected = ALL.stream().filter(t -> both.means().apply(t) == Truth.YES).map(Thing::id).toList();
        Query<Thing> typed = db.repo(Thing.class, Thing::id).where(both.typed()).orderBy(col(Thing::id).asc());
        assertThat(typed.list()).as(typed.sql()).extracting(Thing::id).containsExactlyElementsOf(expected);
        Rows rows = db.rows("public", "things");
        assertThat(rows.where(both.dynamic()).orderBy(rows.table().col("id").asc()).list())
                .extracting(r -> r.value("id").orElseThrow()).containsExactlyElementsOf(expected.stream().map(i -> (Object) i).toList());
        assertThat(typed.count()).isEqualTo(expected.size());
    }

    @Provide
    Arbitrary<Both> conditions() {
        return Arbitraries.lazyOf(this::leaf, this::leaf, this::joined, this::negated);
    }

    private Arbitrary<Both> joined() {
        return Combinators.combine(conditions(), conditions(), Arbitraries.of(true, false)).as((a, b, and) -> and
                ? new Both(a.typed().and(b.typed()), a.dynamic().and(b.dynamic()), t -> a.means().apply(t).and(b.means().apply(t)))
                : new Both(a.typed().or(b.typed()), a.dynamic().or(b.dynamic()), t -> a.means().apply(t).or(b.means().apply(t))));
    }

    private Arbitrary<Both> negated() {
        return conditions().map(c -> new Both(c.typed().not(), c.dynamic().not(), t -> c.means().apply(t).not()));
    }

    private Arbitrary<Both> leaf() {
        Arbitrary<Integer> number = Arbitraries.integers().between(-3, 3);
        Arbitrary<String> text = Arbitraries.of(NAMES);
        return Arbitraries.oneOf(
                number.map(n -> sized(col(Thing::size).lt(n), at("size").lt("" + n), s -> s < n)),
                number.map(n -> sized(col(Thing::size).ge(n), at("size").ge("" + n), s -> s >= n)),
                number.map(n -> sized(col(Thing::size).ne(n), at("size").ne("" + n), s -> s != n)),
                number.list().ofMaxSize(3).map(l -> new Both(col(Thing::size).in(l), at("size").in(texts(l)),
                        t -> l.isEmpty() ? Truth.NO : t.size() == null ? Truth.UNKNOWN : Truth.of(l.contains(t.size())))),
                number.list().ofMaxSize(3).map(l -> new Both(col(Thing::size).notIn(l), at("size").notIn(texts(l)),
                        t -> l.isEmpty() ? Truth.YES : t.size() == null ? Truth.UNKNOWN : Truth.of(!l.contains(t.size())))),
                Arbitraries.just(new Both(col(Thing::size).isNull(), at("size").isNull(), t -> Truth.of(t.size() == null))),
                text.map(s -> titled(col(Thing::name).eq(s), at("name").eq(s), n -> n.equals(s))),
                text.map(s -> titled(col(Thing::name).contains(s), at("name").contains(s), n -> n.contains(s))),
                text.map(s -> titled(col(Thing::name).startsWith(s), at("name").startsWith(s), n -> n.startsWith(s))),
                text.map(s -> titled(Cond.sql("name <> :n -- 'odd\" comment", "n", s), Cond.sql("name <> :n", "n", s), n -> !n.equals(s))),
                Arbitraries.just(new Both(col(Thing::open).eq(true), at("open").eq("true"), t -> Truth.of(t.open()))));
    }

    private static Text<Row> at(String column) {
        return named(column);
    }

    private static List<String> texts(List<Integer> numbers) {
        return numbers.stream().map(Objects::toString).toList();
    }

    private static Both sized(Cond<Thing> typed, Cond<Row> dynamic, Function<Integer, Boolean> means) {
        return new Both(typed, dynamic, t -> t.size() == null ? Truth.UNKNOWN : Truth.of(means.apply(t.size())));
    }

    private static Both titled(Cond<Thing> typed, Cond<Row> dynamic, Function<String, Boolean> means) {
        return new Both(typed, dynamic, t -> t.name() == null ? Truth.UNKNOWN : Truth.of(means.apply(t.name())));
    }
}
