package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Aggregates.count;
import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.relation.Relations.belongsTo;
import static dev.lifeboat.orm.relation.Relations.hasMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Library.Author;
import dev.lifeboat.orm.Library.Book;
import dev.lifeboat.orm.error.UnknownName;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Cursor;
import dev.lifeboat.orm.query.Joined;
import dev.lifeboat.orm.query.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JoinTest extends LibraryDatabase {
    private static String pair(Object left, Object right) {
        return name(left) + "-" + name(right);
    }

    private static String name(Object row) {
        return switch (row) {
            case Author author -> author.name();
            case Book book -> "" + book.id();
            case Optional<?> maybe -> maybe.map(JoinTest::name).orElse("none");
            default -> row.toString();
        };
    }

    @Test
    void anInnerJoinPairsWhatIsNotDeletedOnEitherSide() {
        var pairs = authors.join(books, col(Author::id).on(col(Book::authorId)));
        assertThat(pairs.list()).extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12");
        assertThat(pairs.count()).isEqualTo(3);
        assertThat(pairs.exists()).isTrue();
        var all = authors.withDeleted().join(books.withDeleted(), col(Author::id).on(col(Book::authorId)));
        assertThat(all.list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "Dan-13", "Ada-15");
        assertThat(authors.withDeleted().join(books, col(Author::id).on(col(Book::authorId))).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "Dan-13");
    }

    @Test
    void outerJoinsKeepTheRowsThatTheSidesHaveAlone() {
        var on = col(Author::id).on(col(Book::authorId));
        assertThat(authors.leftJoin(books, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "Cai-none");
        // Book 13's author is deleted: the book stays, alone.
        assertThat(authors.rightJoin(books, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "none-13", "none-14");
        assertThat(authors.fullJoin(books, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "Cai-none", "none-13", "none-14");
    }

    @Test
    void conditionsOfASideTakeRowsOfThatSideOnly() {
        var on = col(Author::id).on(col(Book::authorId));
        Query<Book> dear = books.where(col(Book::price).ge(new BigDecimal("15")).or(col(Book::title).startsWith("Nobody")));
        Query<Author> early = authors.where(col(Author::name).lt("C"));
        assertThat(early.join(dear, on).list()).extracting(p -> pair(p.left(), p.right())).containsExactly("Ada-11");
        assertThat(early.leftJoin(dear, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-11", "Bea-none");
        assertThat(early.rightJoin(dear, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-11", "none-14");
        assertThat(early.fullJoin(dear, on).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-11", "Bea-none", "none-14");
    }

    @Test
    void theJoinedRowsAreFilteredAndOrderedByBothSides() {
        var pairs = authors.leftJoin(books, col(Author::id).on(col(Book::authorId)));
        var author = pairs.left();
        var book = pairs.right();
        assertThat(pairs.where(author.col(Author::name).eq("Cai").or(book.col(Book::price).gt(new BigDecimal("15"))))
                .orderBy(author.col(Author::name).desc(), book.col(Book::id).asc()).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactly("Cai-none", "Ada-11");
        assertThat(pairs.where(book.col(Book::id).isNull()).one().left().name()).isEqualTo("Cai");
        assertThat(pairs.where(author.is(col(Author::name).eq("Bea"))).one().right().orElseThrow().id()).isEqualTo(12);
        assertThat(pairs.whereBoth((a, b) -> a.col(Author::teacherId).eq(1).and(b.col(Book::title).contains("boats"))).count()).isEqualTo(1);
        assertThat(pairs.orderBy(book.col(Book::id).desc().withNullsLast()).limit(2).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactly("Bea-12", "Ada-11");
    }

    @Test
    void aTableJoinsItselfAndSidesTellWhichIsMeant() {
        var pairs = authors.join(authors, col(Author::teacherId).on(col(Author::id)));
        assertThat(pairs.orderBy(pairs.left().col(Author::id).asc()).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactly("Bea-Ada", "Cai-Bea");
        assertThat(pairs.where(pairs.right().col(Author::name).eq("Bea")).one().left().name()).isEqualTo("Cai");
        assertThat(pairs.where(pairs.left().col(Author::name).gtColumn(pairs.right().col(Author::name))).count()).isEqualTo(2);
    }

    @Test
    void joinsOfJoinsKeepTheirTypes() {
        var pairs = authors.join(books, col(Author::id).on(col(Book::authorId)));
        var three = pairs.leftJoin(authors, pairs.left().col(Author::teacherId).on(col(Author::id)));
        var book = three.left(pairs.right());
        List<Joined.Left<Joined.Inner<Author, Book>, Author>> rows = three.orderBy(book.col(Book::id).asc()).list();
        assertThat(rows).extracting(r -> pair(r.left().left(), r.left().right()) + "-" + name(r.right()))
                .containsExactly("Ada-10-none", "Ada-11-none", "Bea-12-Ada");
        assertThat(three.where(three.right().col(Author::name).eq("Ada")).one().left().right().id()).isEqualTo(12);
        // The other way round: a join stands on the right, and may be missing as a whole.
        var outer = authors.leftJoin(pairs, (a, p) -> a.col(Author::id).eqColumn(p.of(pairs.left()).col(Author::id)));
        assertThat(outer.orderBy(outer.left().col(Author::id).asc(), outer.right(pairs.right()).col(Book::id).asc()).list())
                .extracting(r -> name(r.left()) + "-" + r.right().map(p -> name(p.right())).orElse("none"))
                .containsExactly("Ada-10", "Ada-11", "Bea-12", "Cai-none");
        var full = pairs.where(pairs.right().col(Book::id).gt(10)).fullJoin(authors, pairs.left().col(Author::id).on(col(Author::id)));
        assertThat(full.list()).extracting(r -> r.left().map(p -> name(p.right())).orElse("none") + "-" + name(r.right()))
                .containsExactlyInAnyOrder("11-Ada", "12-Bea", "none-Cai");
    }

    @Test
    void aLimitedQueryIsJoinedWithItsLimit() {
        Query<Book> two = books.orderBy(col(Book::id).asc()).limit(2);
        assertThat(authors.leftJoin(two, col(Author::id).on(col(Book::authorId))).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-none", "Cai-none");
        var pairs = authors.join(books, col(Author::id).on(col(Book::authorId)));
        var first = pairs.orderBy(pairs.right().col(Book::id).desc()).limit(1);
        assertThat(first.join(books, (p, b) -> p.of(pairs.right()).col(Book::id).gtColumn(b.col(Book::id))).list())
                .extracting(r -> name(r.left().right()) + "-" + name(r.right())).containsExactlyInAnyOrder("12-10", "12-11");
    }

    @Test
    void aLateralJoinAsksForEachRowAnew() {
        Query<Book> newest = books.orderBy(col(Book::id).desc()).limit(1);
        assertThat(authors.lateral(newest, col(Author::id).on(col(Book::authorId))).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-11", "Bea-12");
        assertThat(authors.leftLateral(newest, col(Author::id).on(col(Book::authorId))).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-11", "Bea-12", "Cai-none");
    }

    @Test
    void existsLooksIntoAnotherTableOrTheSame() {
        var theirs = col(Author::id).on(col(Book::authorId));
        assertThat(authors.where(Cond.exists(books, theirs)).list()).extracting(Author::name).containsExactlyInAnyOrder("Ada", "Bea");
        assertThat(authors.where(Cond.exists(books.where(col(Book::title).eq("Loops")), theirs)).list()).extracting(Author::name).containsExactly("Ada");
        assertThat(authors.where(Cond.<Author, Book>exists(books, theirs).not()).list()).extracting(Author::name).containsExactly("Cai");
        assertThat(authors.where(Cond.exists(authors, col(Author::id).on(col(Author::teacherId)))).list())
                .extracting(Author::name).containsExactlyInAnyOrder("Ada", "Bea");
        // Those who taught someone who has written: one exists inside of the other.
        assertThat(authors.where(Cond.exists(authors.where(Cond.exists(books, theirs)), col(Author::id).on(col(Author::teacherId)))).list())
                .extracting(Author::name).containsExactly("Ada");
        assertThat(authors.where(Cond.exists(books.where(col(Book::id).gt(100)))).list()).isEmpty();
        // Two books of one author, the later one cheaper: none; dearer: Loops.
        assertThat(books.where(Cond.exists(books, (b, other) -> b.col(Book::authorId).eqColumn(other.col(Book::authorId))
                .and(b.col(Book::price).gtColumn(other.col(Book::price))))).list()).extracting(Book::id).containsExactly(11);
        var pairs = authors.join(books, theirs);
        assertThat(pairs.where(pairs.left().is(Cond.exists(authors, col(Author::id).on(col(Author::teacherId))))).list())
                .extracting(p -> pair(p.left(), p.right())).containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12");
        assertThat(authors.where(Cond.exists(books, theirs)).where(col(Author::name).eq("Nobody")).update(col(Author::name).to("x"))).isZero();
    }

    @Test
    void pagesOfJoinsAreTheWholeListingInBothDirections() {
        var pairs = authors.fullJoin(books, col(Author::id).on(col(Book::authorId)));
        var author = pairs.left();
        var book = pairs.right();
        for (var query : List.of(pairs, pairs.orderBy(author.col(Author::name).desc()),
                pairs.orderBy(book.col(Book::price).asc(), author.col(Author::name).desc()),
                pairs.orderBy(book.col(Book::price).desc().withNullsLast(), author.col(Author::name).asc().withNullsFirst()))) {
            List<Joined.Full<Author, Book>> forwards = new ArrayList<>();
            Page<Joined.Full<Author, Book>> page = query.page(2);
            forwards.addAll(page.rows());
            while (page.next().isPresent()) {
                page = query.page(2, page.next().get());
                forwards.addAll(page.rows());
            }
            assertThat(forwards).hasSize(6).doesNotHaveDuplicates();
            List<Joined.Full<Author, Book>> backwards = new ArrayList<>();
            page = query.lastPage(1);
            backwards.addAll(page.rows());
            for (Optional<Cursor> before = page.previous(); before.isPresent(); before = page.previous()) {
                page = query.pageBefore(1, before.get());
                backwards.addAll(0, page.rows());
            }
            assertThat(backwards).isEqualTo(forwards);
        }
    }

    @Test
    void pagesOfJoinsBesideANamedSubqueryGoOn() {
        var pairs = authors.join(books, col(Author::id).on(col(Book::authorId)));
        var query = pairs.withCte("novels", books.where(col(Book::kind).eq(Library.Kind.NOVEL)))
                .where(pairs.right().is(Cond.sql(":id in (select id from novels)", "id", col(Book::id))));
        var first = query.page(1);
        assertThat(first.rows()).extracting(p -> pair(p.left(), p.right())).containsExactly("Ada-11");
        var second = query.page(1, first.next().orElseThrow());
        assertThat(second.rows()).extracting(p -> pair(p.left(), p.right())).containsExactly("Bea-12");
        assertThat(second.next()).isEmpty();
    }

    @Test
    void tablesKnownByNameAreJoinedToo() {
        Rows people = db.rows("public", "authors");
        Rows works = db.rows("public", "books");
        var pairs = people.leftJoin(works.where(works.table().col("title").contains("oo")), people.table().col("id").on(works.table().col("author_id")));
        assertThat(pairs.orderBy(pairs.left().named("id").asc()).list())
                .extracting(p -> p.left().text("name").orElseThrow() + "-" + p.right().flatMap(r -> r.text("title")).orElse("none"))
                .containsExactly("Ada-Loops", "Bea-none", "Cai-none", "Dan-none");
        record Written(String name, long books) {}
        assertThat(people.join(works, people.table().col("id").on(works.table().col("author_id")))
                .groupBy(pairs.left().named("name")).select(Written.class, pairs.left().named("name").as(Written::name), count().as(Written::books))
                .orderBy(col(Written::name).asc()).list())
                .containsExactly(new Written("Ada", 3), new Written("Bea", 1), new Written("Dan", 1));
    }

    @Test
    void aRelationTiesAJoin() {
        var theirs = hasMany(Book::authorId, Author::id);
        var teacher = belongsTo(Author::teacherId, Author::id);
        assertThat(authors.leftJoin(books, theirs.on()).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Ada-10", "Ada-11", "Bea-12", "Cai-none");
        assertThat(authors.join(authors, teacher.on()).list()).extracting(p -> pair(p.left(), p.right()))
                .containsExactlyInAnyOrder("Bea-Ada", "Cai-Bea");
        assertThat(authors.where(Cond.exists(books.where(col(Book::title).eq("Loops")), theirs.on())).list()).extracting(Author::name).containsExactly("Ada");
        assertThatThrownBy(() -> theirs.where(col(Book::id).eq(1)).on()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void joinsAreLockedButNotWritten() {
        var pairs = authors.leftJoin(books, col(Author::id).on(col(Book::authorId)));
        assertThat(pairs.forUpdate().sql()).endsWith(" for update of t1");
        assertThat(db.tx(() -> pairs.forUpdate().list())).hasSize(4);
        assertThatThrownBy(() -> pairs.all().delete()).isInstanceOf(IllegalStateException.class).hasMessageContaining("one table's rows");
        assertThatThrownBy(() -> pairs.where(Cond.sql("true")).update()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pairs.where(pairs.left().named("nope").isNull()).sql()).isInstanceOf(UnknownName.class);
    }

    @Test
    void everyNameIsQualifiedAndEveryColumnListed() {
        assertThat(authors.join(books, col(Author::id).on(col(Book::authorId))).select(Pair.class,
                authors.join(books, col(Author::id).on(col(Book::authorId))).left().col(Author::name).as(Pair::author)).sql())
                .isEqualTo("select t1.\"name\", t2.\"title\" from \"authors\" as t1 join \"books\" as t2 on t1.\"id\" = t2.\"author_id\""
                        + " where t1.\"deleted_at\" is null and t2.\"deleted_at\" is null");
    }

    record Pair(String author, String title) {}
}
