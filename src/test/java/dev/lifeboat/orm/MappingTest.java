package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.error.UnexpectedNull;
import dev.lifeboat.orm.type.Codec;
import dev.lifeboat.orm.type.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

class MappingTest extends SharedDatabase {
    /** NaN equals NaN here, and no tolerance for others. */
    private static final RecursiveComparisonConfiguration EXACTLY = RecursiveComparisonConfiguration.builder()
            .withEqualsForType(Double::equals, Double.class).withEqualsForType(Float::equals, Float.class).build();

    record NoTable(Integer id) {}

    @Table
    @Unique({"id", "nothing"})
    record Wrong(@Id @Nullable Integer id, @Id Integer other, @Nullable int count, Thread thread, @Version String version,
                 @Generated String text, @References(NoTable.class) Integer ref, @UpdatedAt LocalDate updated,
                 @Column("other") String twice, @Index("x") String indexed) {}

    @Test
    void allMistakesAreToldAtOnceAndNameTheComponent() {
        assertThatThrownBy(() -> db.repo(Wrong.class, Wrong::id)).isInstanceOfSatisfying(MappingMistake.class, e ->
                assertThat(e.mistakes()).containsExactlyInAnyOrder("id: the @Id cannot be @Nullable",
                        "count: a primitive cannot be @Nullable", "thread: no codec for java.lang.Thread",
                        "version: @Version needs int or long", "text: @Generated needs the SQL expression for String",
                        "ref: it refers to dev.lifeboat.orm.MappingTest$NoTable, which has no @Table",
                        "ref: it refers to dev.lifeboat.orm.MappingTest$NoTable, which has no @Id",
                        "updated: @UpdatedAt needs Instant or LocalDateTime",
                        "twice: the column other belongs to other already",
                        "indexed: @Index on a component is empty or \"desc\"",
                        "@Unique on the record names nothing, which is no component"));
        assertThatThrownBy(() -> db.repo(NoTable.class, NoTable::id)).isInstanceOf(MappingMistake.class)
                .hasMessageContaining("no @Table").hasMessageContaining("no component is the @Id");
    }

    enum Mood { GLAD, SO_SO }

    record Point(int x, List<String> names) {}

    @Table("everything")
    record Everything(@Id long id, @Nullable String s, @Nullable Short sh, @Nullable Boolean b, @Nullable Double d,
                      @Nullable Float f, @Nullable @Column(type = "numeric(30,10)") BigDecimal n, @Nullable UUID u,
                      @Nullable Instant i, @Nullable LocalDate ld, @Nullable LocalTime lt, @Nullable LocalDateTime ldt,
                      @Nullable byte[] by, @Nullable Mood m, @Nullable List<String> texts, @Nullable List<Instant> times,
                      @Nullable int[] ints, @Nullable Mood[] moods, @Nullable Point p, @Nullable Map<String, Point> map,
                      @Nullable List<Point> points, @Nullable Json json, @Nullable Duration du, @Nullable List<byte[]> blobs,
                      @Nullable @Column(type = "mood") Mood typed) {}

    @Test
    void everyTypeComesBackAsItWent() {
        db.sql("create type mood as enum ('glad', 'so_so')").run();
        db.schema().create(Everything.class);
        Repo<Everything, Long> all = db.repo(Everything.class, Everything::id);
        Everything nulls = new Everything(1, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null, null);
        Everything full = full(2);
        assertThat(all.insert(nulls)).usingRecursiveComparison(EXACTLY).isEqualTo(nulls);
        assertThat(all.insert(full)).usingRecursiveComparison(EXACTLY).isEqualTo(full);
        assertThat(all.insertAll(List.of(full(3), full(4))).get(1)).usingRecursiveComparison(EXACTLY).isEqualTo(full(4));
        assertThat(all.copyIn(List.of(full(5)).stream())).isEqualTo(1);
        for (int i = 0; i < 8; i++) {
            // After a few rounds the driver takes its binary road.
            assertThat(all.get(5L)).usingRecursiveComparison(EXACTLY).isEqualTo(full(5));
        }
        assertThat(all.where(col(Everything::typed).in(List.of(Mood.SO_SO))).count()).isEqualTo(4);
        assertThat(all.where(col(Everything::texts).eq(full.texts())).count()).isEqualTo(4);
        Everything edge = new Everything(6, "", (short) -1, false, Double.NaN, Float.NEGATIVE_INFINITY, new BigDecimal("-0.0000000001"), new UUID(-1, 0),
                Instant.MAX, LocalDate.of(-43, 3, 15), LocalTime.MIDNIGHT, LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000), new byte[0],
                Mood.GLAD, List.of(), List.of(Instant.MIN, Instant.MAX, Instant.parse("1969-12-31T23:59:59.999999Z")), new int[0], new Mood[0], new Point(0, List.of()), Map.of(), List.of(),
                new Json("null"), Duration.ofSeconds(-3601).plusNanos(-500_000_000), List.of(), Mood.GLAD);
        assertThat(all.insert(edge)).usingRecursiveComparison(EXACTLY).isEqualTo(edge);
        assertThat(all.insertAll(List.of(full(7), with(edge, 8))).get(1)).usingRecursiveComparison(EXACTLY).isEqualTo(with(edge, 8));
    }

    private static Everything with(Everything e, long id) {
        return new Everything(id, e.s, e.sh, e.b, e.d, e.f, e.n, e.u, e.i, e.ld, e.lt, e.ldt, e.by, e.m, e.texts, e.times, e.ints, e.moods,
                e.p, e.map, e.points, e.json, e.du, e.blobs, e.typed);
    }

    private static Everything full(long id) {
        Point point = new Point(3, List.of("a\"b", "ü"));
        return new Everything(id, "tab\t\\n ü🚢", (short) 7, true, 0.1, 1.5f, new BigDecimal("12345678901234567890.1234567890"),
                UUID.fromString("00000000-0000-0000-0000-0000000000ff"), Instant.parse("2026-11-01T06:00:00.123456Z"),
                LocalDate.of(2024, 2, 29), LocalTime.of(23, 59, 1, 5_000), LocalDateTime.of(1, 1, 1, 0, 0), new byte[] {0, -1, 92},
                Mood.SO_SO, Arrays.asList("", null, "NULL", "a,b", "{\"\\"), List.of(Instant.EPOCH), new int[] {1, -2},
                new Mood[] {Mood.GLAD}, point, Map.of("k", point), List.of(point, point), new Json("{\"a\": [1]}"),
                Duration.ofHours(50).plusMillis(1), List.of(new byte[] {1}), Mood.SO_SO);
    }

    @Table("nullable")
    record Loose(@Id int id, int n) {}

    @Test
    void nullWhereAPrimitiveIsExpectedIsTold() {
        db.sql("create table nullable (id int primary key, n int)").run();
        db.sql("insert into nullable values (1, null)").run();
        assertThatThrownBy(() -> db.repo(Loose.class, Loose::id).get(1)).isInstanceOf(UnexpectedNull.class).hasMessageContaining("n ");
    }

    @Table("links")
    record Link(@Id int id, URI target) {}

    @Test
    void moreTypesCanBeTaught() {
        Codec<URI> uris = new Codec<>() {
            @Override
            public String type() {
                return "text";
            }

            @Override
            public String text(URI value) {
                return value.toString();
            }

            @Override
            public URI parse(String text) {
                return URI.create(text);
            }
        };
        Db taught = db.with(URI.class, uris);
        taught.schema().create(Link.class);
        Repo<Link, Integer> links = taught.repo(Link.class, Link::id);
        links.insert(new Link(1, URI.create("https://example.org/?q")));
        assertThat(links.where(col(Link::target).eq(URI.create("https://example.org/?q"))).one().id()).isEqualTo(1);
        assertThatThrownBy(() -> db.repo(Link.class, Link::id)).isInstanceOf(MappingMistake.class);
    }

    @Table("ring_a")
    record RingA(@Id int id, @Nullable @References(RingB.class) Integer b) {}

    @Table("ring_b")
    record RingB(@Id int id, @Nullable @References(value = RingA.class, onDelete = OnDelete.SET_NULL) Integer a,
                 @Nullable @References(RingB.class) Integer self) {}

    @Test
    void tablesThatReferToEachOtherAreCreated() {
        db.schema().create(RingA.class, RingB.class);
        db.repo(RingA.class, RingA::id).insert(new RingA(1, null));
        db.repo(RingB.class, RingB::id).insert(new RingB(1, 1, 1));
        db.repo(RingA.class, RingA::id).delete(1);
        assertThat(db.repo(RingB.class, RingB::id).get(1).a()).isNull();
    }

    @Test
    void statementsAreWrittenAsPeopleWouldWriteThem() {
        List<String> post = db.schema().statements(Shop.Post.class);
        assertThat(post).containsExactly("""
                create table "posts" (
                  "id" bigserial primary key,
                  "user_id" integer not null,
                  "title" text not null,
                  "created_at" timestamptz default CURRENT_TIMESTAMP not null,
                  check (char_length(title) > 0),
                  foreign key ("user_id") references "users" ("id") on delete cascade
                )""", "create index on \"posts\" (\"user_id\", \"created_at\" desc)");
        assertThat(db.schema().statements(Shop.User.class).getFirst())
                .contains("\"email\" varchar(255) not null unique", "\"login_count\" integer default 0 not null",
                        "check (\"role\" in ('admin', 'editor', 'read only'))", "\"display_name\" text,");
        assertThat(db.schema().statements(Shop.Note.class)).contains(
                "create unique index on \"notes\" (\"slug\") where \"deleted_at\" is null");
        assertThat(db.schema().statements(Shop.Post.class, Shop.User.class).getFirst()).startsWith("create table \"users\"");
    }

    @Test
    void anythingButAnAccessorIsRefused() {
        assertThatThrownBy(() -> col((Loose l) -> l.n())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a lambda");
        assertThatThrownBy(() -> col(Loose::toString)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("toString");
        assertThatThrownBy(() -> col(Loose::n).eq(null)).isInstanceOf(NullPointerException.class).hasMessageContaining("isNull()");
        assertThatThrownBy(() -> col(Loose::n).in(Arrays.asList(1, null))).isInstanceOf(NullPointerException.class);
        assertThat(Optional.of(col(Loose::n).ref())).contains(col(Loose::n).ref());
    }
}
