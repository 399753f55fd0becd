package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.query.Columns.namedJson;
import static dev.lifeboat.orm.query.Columns.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Library.Author;
import dev.lifeboat.orm.Library.Book;
import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Operand;
import dev.lifeboat.orm.type.Json;
import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Conditions on documents, lists and texts, and between columns. */
class OperatorTest extends LibraryDatabase {
    @Table("notes")
    record Note(@Id int id, Json body, Map<String, Integer> counts, @Nullable @Column(type = "json") Json old) {}

    @Table("stays")
    record Stay(@Id int id, Range<LocalDate> days, Range<Integer> rooms) {}

    @BeforeAll
    static void open() {
        db.schema().create(Note.class);
        db.repo(Note.class, Note::id).insertAll(List.of(
                new Note(1, new Json("{\"a\": {\"b\": [10, \"x?y\", true]}, \"n\": 5}"), Map.of("one", 1), new Json("{\"k\": \"v\"}")),
                new Note(2, new Json("{\"a\": {\"b\": []}, \"n\": \"5\"}"), Map.of(), null),
                new Note(3, new Json("{\"n\": null, \"done\": false}"), Map.of("one", 2, "two's \\ \"key\"", 3), null)));
    }

    private static List<Integer> found(Cond<Book> condition) {
        return books.where(condition).orderBy(col(Book::id).asc()).list().stream().map(Book::id).toList();
    }

    private static List<Integer> notes(Cond<Note> condition) {
        return db.repo(Note.class, Note::id).where(condition).orderBy(col(Note::id).asc()).list().stream().map(Note::id).toList();
    }

    @Test
    void documentsAreLookedInto() {
        assertThat(found(col(Book::details).path("place").text().eq("London"))).containsExactly(10);
        assertThat(found(col(Book::details).path("pages").number().gt(new BigDecimal("79.5")))).containsExactly(10, 11);
        assertThat(found(col(Book::details).path("words", "1").text().eq("note"))).containsExactly(14);
        assertThat(found(col(Book::details).path("words", "-1").text().eq("note"))).containsExactly(10, 14);
        assertThat(found(col(Book::details).path("place").text().isNull())).containsExactly(11, 12, 13);
        assertThat(found(col(Book::details).isNull())).containsExactly(12, 13);
        assertThat(found(col(Book::details).path("words").hasKey("note"))).containsExactly(10, 14);
        assertThat(found(col(Book::details).contains(new Json("{\"words\": [\"sea\"]}")))).containsExactly(14);
        assertThat(found(col(Book::details).path("place").text().startsWith("B").not())).containsExactly(10);
        assertThat(notes(col(Note::body).path("a", "b", "0").number().eq(BigDecimal.TEN))).containsExactly(1);
        assertThat(notes(col(Note::body).path("a", "b", "2").truth().eq(true))).containsExactly(1);
        assertThat(notes(col(Note::body).path("done").truth().eq(false))).containsExactly(3);
        assertThat(notes(col(Note::body).path("a", "b").contains(new Json("\"x?y\"")))).containsExactly(1);
        assertThat(notes(col(Note::body).path("a").path("b").notNull())).containsExactly(1, 2);
        // A number that is written as text is none, and no error either.
        assertThat(notes(col(Note::body).path("n").number().eq(new BigDecimal(5)))).containsExactly(1);
        assertThat(notes(col(Note::body).path("n").text().eq("5"))).containsExactly(1, 2);
        assertThat(notes(col(Note::body).hasKey("n"))).containsExactly(1, 2, 3);
        assertThat(notes(col(Note::counts).hasKey("two's \\ \"key\""))).containsExactly(3);
        assertThat(notes(col(Note::counts).path("one").number().in(List.of(BigDecimal.ONE, BigDecimal.TEN)))).containsExactly(1);
        assertThat(notes(col(Note::old).path("k").text().eq("v"))).containsExactly(1);
        assertThat(notes(col(Note::old).hasKey("k"))).containsExactly(1);
        assertThat(db.repo(Note.class, Note::id).orderBy(col(Note::body).path("n").number().asc().withNullsFirst(), col(Note::id).desc()).list())
                .extracting(Note::id).containsExactly(3, 2, 1);
        Rows rows = db.rows("public", "notes");
        assertThat(rows.where(namedJson("body").<Row>path("a", "b", "0").number().isNull().not().and(Cond.sql("true"))).count()).isEqualTo(1);
        assertThatThrownBy(() -> db.repo(Note.class, Note::id).orderBy(col(Note::body).path("n").number().asc()).page(1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("columns");
    }

    @Test
    void listsAreComparedByWhatTheyHold() {
        assertThat(found(col(Book::tags).has("steam"))).containsExactly(10, 14);
        assertThat(found(col(Book::tags).contains(List.of("steam", "maths")))).containsExactly(10);
        assertThat(found(col(Book::tags).contains(List.of()))).containsExactly(10, 11, 12, 13, 14);
        assertThat(found(col(Book::tags).overlaps(List.of("maths", "sea")))).containsExactly(10, 11, 13, 14);
        assertThat(found(col(Book::tags).overlaps(List.of()))).isEmpty();
        assertThat(found(col(Book::tags).within(List.of("maths", "sea")))).containsExactly(11, 12, 13);
        assertThat(found(col(Book::tags).eq(List.of("maths")))).containsExactly(11);
        assertThat(found(col(Book::tags).size().eq(2))).containsExactly(10, 14);
        Rows rows = db.rows("public", "books");
        assertThat(rows.where(rows.table().col("tags").eq("{maths}")).count()).isEqualTo(1);
    }

    @Test
    void rangesAreComparedByWhatTheyHold() {
        db.schema().create(Stay.class);
        Repo<Stay, Integer> stays = db.repo(Stay.class, Stay::id);
        LocalDate day = LocalDate.of(2026, 3, 1);
        stays.insertAll(List.of(new Stay(1, Range.closedOpen(day, day.plusDays(3)), Range.closedOpen(1, 5)),
                new Stay(2, Range.closedOpen(day.plusDays(3), day.plusDays(9)), Range.closedOpen(4, 6)), new Stay(3, Range.empty(), Range.all())));
        Function<Cond<Stay>, List<Integer>> those = c -> stays.where(c).orderBy(col(Stay::id).asc()).list().stream().map(Stay::id).toList();
        assertThat(those.apply(col(Stay::days).has(day.plusDays(3)))).containsExactly(2);
        assertThat(those.apply(col(Stay::rooms).has(4))).containsExactly(1, 2, 3);
        assertThat(those.apply(col(Stay::rooms).contains(Range.closedOpen(2, 5)))).containsExactly(1, 3);
        assertThat(those.apply(col(Stay::days).within(Range.closedOpen(day, day.plusDays(4))))).containsExactly(1, 3);
        assertThat(those.apply(col(Stay::days).overlaps(Range.closedOpen(day.plusDays(2), day.plusDays(3))))).containsExactly(1);
        assertThat(those.apply(col(Stay::days).eq(Range.empty()).or(col(Stay::rooms).eq(Range.closedOpen(4, 6))))).containsExactly(2, 3);
    }

    @Test
    void textsAreSearchedByTheirWords() {
        assertThat(found(col(Book::title).matches("english", "boat"))).containsExactly(12, 14);
        assertThat(found(col(Book::title).matches("simple", "boat"))).containsExactly(14);
        assertThat(found(col(Book::title).matches("english", "boat -ship"))).containsExactly(14);
        assertThat(found(col(Book::title).matches("english", "\"loops\" or engine"))).containsExactly(10, 11);
        assertThat(found(col(Book::title).matches("english", "' & | ! :* ("))).isEmpty();
        assertThat(books.where(col(Book::title).matches("english", "boat or ship"))
                .orderBy(col(Book::title).rank("english", "boat or ship").desc()).list()).extracting(Book::id).containsExactly(12, 14);
        assertThatThrownBy(() -> col(Book::title).matches("english') or true --", "x")).isInstanceOf(IllegalArgumentException.class);
        // The configuration is no parameter, so an index on the same expression is used.
        db.sql("create index on books using gin (to_tsvector('english', title))").run();
        Query<Book> search = books.where(col(Book::title).matches("english", "boat"));
        String plan = db.tx(() -> {
            db.sql("select set_config('enable_seqscan', 'off', true)").as(String.class);
            return String.join("\n", db.sql("explain " + search.sql().replace("?", ":q"), "q", "boat").as(String.class));
        });
        assertThat(plan).contains("Bitmap Index Scan");
        db.sql("create table pages (id int primary key, words tsvector)").run();
        db.sql("insert into pages values (1, 'ship:1 boat:2'), (2, 'sea')").run();
        Rows pages = db.rows("public", "pages");
        assertThat(pages.where(pages.table().col("words").matches("simple", "boat")).one().text("id")).contains("1");
    }

    @Test
    void noPatternIsNull() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(() -> col(Book::title).like(null), () -> col(Book::title).ilike(null),
                () -> col(Book::title).contains((String) null), () -> col(Book::title).startsWith(null))) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class).hasMessage("Book::title: nothing compares with NULL; use isNull() or notNull()");
        }
    }

    @Test
    void columnsAreComparedWithColumns() {
        assertThat(found(col(Book::id).gtColumn(col(Book::authorId)))).containsExactly(10, 11, 12, 13);
        assertThat(found(col(Book::id).ltColumn(col(Book::authorId)))).isEmpty();
        assertThat(found(col(Book::title).neColumn(written(String.class, "initcap(:t)", "t", col(Book::title))))).containsExactly(12, 14);
        assertThat(found(col(Book::price).between(new BigDecimal("5"), new BigDecimal("10")))).containsExactly(10, 13, 14);
        Operand<Book, Integer> length = written(Integer.class, "char_length(:t)", "t", col(Book::title));
        assertThat(found(length.in(List.of(4, 5)))).containsExactly(11, 13);
        assertThat(found(length.between(6, 7).or(length.isNull()))).containsExactly(10);
        assertThat(found(Cond.sql("upper(:t) = :u -- done", "t", col(Book::title), "u", "GONE"))).containsExactly(13);
        assertThat(db.repo(Author.class, Author::id).orderBy(written(Integer.class, "-:id", "id", col(Author::id)).asc()).list())
                .extracting(Author::id).containsExactly(3, 2, 1);
    }
}
