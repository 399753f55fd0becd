package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Aggregates.avg;
import static dev.lifeboat.orm.query.Aggregates.count;
import static dev.lifeboat.orm.query.Aggregates.countDistinct;
import static dev.lifeboat.orm.query.Aggregates.max;
import static dev.lifeboat.orm.query.Aggregates.min;
import static dev.lifeboat.orm.query.Aggregates.sum;
import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.query.Columns.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Library.Author;
import dev.lifeboat.orm.Library.Book;
import dev.lifeboat.orm.Library.Kind;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.error.LockNotAvailable;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.query.Cond;
import dev.lifeboat.orm.query.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is made of rows: shapes, groups, aggregates, distinct rows, named subqueries, locks. */
class SelectTest extends LibraryDatabase {
    record Named(int id, String title) {}

    record PerKind(Kind kind, long books, @Nullable BigDecimal total) {}

    record PerAuthor(@Nullable Integer authorId, long books) {}

    record Numbered(int id, long place) {}

    private static BigDecimal euro(String amount) {
        return new BigDecimal(amount);
    }

    @Test
    void rowsAreReadIntoAShapeByName() {
        Query<Named> named = books.where(col(Book::price).lt(euro("10"))).orderBy(col(Book::title).asc()).select(Named.class);
        assertThat(named.list()).containsExactly(new Named(13, "Gone"), new Named(14, "Nobody's boat"));
        assertThat(named.sql()).isEqualTo("select \"id\", \"title\" from \"books\" where \"price\" < ? and \"deleted_at\" is null"
                + " order by \"books\".\"title\"");
        assertThat(named.limit(1).list()).containsExactly(new Named(13, "Gone"));
        assertThat(named.first()).contains(new Named(13, "Gone"));
        assertThat(named.count()).isEqualTo(2);
        assertThat(named.where(col(Named::title).contains("boat")).one()).isEqualTo(new Named(14, "Nobody's boat"));
        assertThat(books.orderBy(col(Book::id).desc()).limit(2).select(Named.class).limit(1).one().id()).isEqualTo(14);
        try (var stream = named.stream()) {
            assertThat(stream.map(Named::id).toList()).containsExactly(13, 14);
        }
    }

    @Test
    void valuesAreGroupedAndGroupsFiltered() {
        Query<PerKind> perKind = books.groupBy(col(Book::kind))
                .select(PerKind.class, count().as(PerKind::books), sum(col(Book::price)).as(PerKind::total));
        assertThat(perKind.orderBy(col(PerKind::kind).asc()).list())
                .containsExactly(new PerKind(Kind.ESSAY, 2, euro("17.50")), new PerKind(Kind.NOVEL, 3, euro("25.00")));
        assertThat(perKind.where(col(PerKind::total).gt(euro("20"))).list()).extracting(PerKind::kind).containsExactly(Kind.NOVEL);
        assertThat(perKind.where(col(PerKind::kind).eq(Kind.ESSAY)).list()).extracting(PerKind::books).containsExactly(2L);
        assertThat(books.groupBy(col(Book::kind)).having(count().gt(2L)).having(max(col(Book::price)).ge(euro("20")))
                .select(PerKind.class, count().as(PerKind::books), sum(col(Book::price)).as(PerKind::total)).list())
                .extracting(PerKind::kind).containsExactly(Kind.NOVEL);
        // A group is made of the rows that the query has: of the first three books two are by Ada.
        assertThat(books.orderBy(col(Book::id).asc()).limit(3).groupBy(col(Book::authorId))
                .select(PerAuthor.class, count().as(PerAuthor::books)).orderBy(col(PerAuthor::books).desc()).list())
                .containsExactly(new PerAuthor(1, 2), new PerAuthor(2, 1));
    }

    @Test
    void pagesOfGroupsAreTheWholeListing() {
        Query<PerAuthor> grouped = books.groupBy(col(Book::authorId)).select(PerAuthor.class, count().as(PerAuthor::books))
                .orderBy(col(PerAuthor::books).desc());
        List<PerAuthor> all = new ArrayList<>();
        Page<PerAuthor> page = grouped.page(1);
        all.addAll(page.rows());
        while (page.next().isPresent()) {
            page = grouped.page(1, page.next().get());
            all.addAll(page.rows());
        }
        assertThat(all).containsExactly(new PerAuthor(1, 2), new PerAuthor(null, 1), new PerAuthor(4, 1), new PerAuthor(2, 1));
    }

    @Test
    void singleValuesAreComputed() {
        assertThat(books.value(sum(col(Book::price)))).contains(euro("42.50"));
        assertThat(books.value(avg(col(Book::price))).orElseThrow()).isEqualByComparingTo("10.625");
        assertThat(books.value(min(col(Book::title)))).contains("Engines");
        assertThat(books.value(max(col(Book::kind)))).contains(Kind.NOVEL);
        assertThat(books.value(count(col(Book::price)))).contains(4L);
        assertThat(books.value(countDistinct(col(Book::authorId)))).contains(3L);
        assertThat(books.where(col(Book::id).gt(100)).value(max(col(Book::price)))).isEmpty();
        assertThat(books.where(col(Book::id).gt(100)).value(count())).contains(0L);
        assertThat(books.orderBy(col(Book::id).asc()).values(col(Book::price))).containsExactly(euro("10.00"), euro("20.00"), euro("5.00"), euro("7.50"));
        assertThat(books.value(written(Boolean.class, "bool_or(:p > :limit)", "p", col(Book::price), "limit", 19))).contains(true);
        assertThat(books.value(written(String.class, "string_agg(:t, '|' order by :t)", "t", col(Book::title))))
                .contains("Engines|Gone|Loops|Nobody's boat|Ships and boats");
    }

    @Test
    void allMistakesOfAShapeAreToldAtOnce() {
        record Wrong(long id, String nowhere, int price, String title) {}
        assertThatThrownBy(() -> books.select(Wrong.class)).isInstanceOf(MappingMistake.class)
                .hasMessageContaining("id: the column is integer, the component bigint")
                .hasMessageContaining("nowhere: no single column")
                .hasMessageContaining("price: the column is numeric, the component integer")
                .hasMessageContaining("price: the value may be NULL, which a primitive cannot hold")
                .satisfies(e -> assertThat(((MappingMistake) e).mistakes()).hasSize(4));
        record Both(int id) {}
        assertThatThrownBy(() -> authors.join(books, col(Author::id).on(col(Book::authorId))).select(Both.class))
                .isInstanceOf(MappingMistake.class).hasMessageContaining("id: no single column");
        assertThatThrownBy(() -> books.groupBy(col(Book::kind)).select(PerKind.class, count().as(PerKind::books)))
                .isInstanceOf(MappingMistake.class).hasMessageContaining("total: no single column");
    }

    @Test
    void rowsAreToldApartByAllOrBySomeValues() {
        record JustKind(Kind kind) {}
        Query<JustKind> kinds = books.select(JustKind.class).distinct();
        assertThat(kinds.orderBy(col(JustKind::kind).asc()).list()).containsExactly(new JustKind(Kind.ESSAY), new JustKind(Kind.NOVEL));
        assertThat(kinds.count()).isEqualTo(2);
        Query<Book> cheapest = books.distinctOn(col(Book::kind)).orderBy(col(Book::kind).asc(), col(Book::price).asc());
        assertThat(cheapest.list()).extracting(Book::id).containsExactly(14, 13);
        assertThat(cheapest.count()).isEqualTo(2);
        assertThat(cheapest.page(1).rows()).extracting(Book::id).containsExactly(14);
        assertThat(cheapest.page(1, cheapest.page(1).next().orElseThrow()).rows()).extracting(Book::id).containsExactly(13);
    }

    @Test
    void windowFunctionsAreWrittenAndFilteredFromOutside() {
        Query<Numbered> numbered = books.select(Numbered.class, written(Long.class,
                "row_number() over (partition by :kind order by :price desc nulls last)", "kind", col(Book::kind), "price", col(Book::price))
                .as(Numbered::place));
        assertThat(numbered.where(col(Numbered::place).eq(1L)).orderBy(col(Numbered::id).asc()).list()).extracting(Numbered::id).containsExactly(10, 11);
    }

    @Test
    void namedSubqueriesAreReadByHandWrittenPartsAndInPlaceOfTheTable() {
        assertThat(authors.withCte("busy", "select author_id from books where price >= :p", "p", 10)
                .where(Cond.sql("id in (select author_id from busy)")).list()).extracting(Author::name).containsExactly("Ada");
        assertThat(authors.withCte("some", books.where(col(Book::kind).eq(Kind.NOVEL)))
                .where(Cond.sql("id in (select author_id from \"some\")")).orderBy(col(Author::id).asc()).list())
                .extracting(Author::name).containsExactly("Ada", "Bea");
        Query<Author> line = authors.withRecursive("line", """
                select * from authors where id = :first
                union all select a.* from authors a join line on a.id = line.teacher_id""", "first", 3).from("line");
        assertThat(line.orderBy(col(Author::id).asc()).list()).extracting(Author::name).containsExactly("Ada", "Bea", "Cai");
        assertThat(line.where(col(Author::name).lt("C")).count()).isEqualTo(2);
        assertThat(line.page(2).rows()).extracting(Author::id).containsExactly(1, 2);
        assertThatThrownBy(() -> line.where(col(Author::id).eq(1)).delete()).isInstanceOf(IllegalStateException.class);
        assertThat(authors.withCte("x", "select 3 as id").where(Cond.sql("id = (select id from x)")).update(col(Author::name).to("Cai"))).isEqualTo(1);
    }

    @Test
    void locksAreWaitedForPassedOverOrRefused() {
        Query<Author> ada = authors.where(col(Author::id).eq(1));
        db.tx(() -> {
            ada.forUpdate().one();
            assertThat(elsewhere(() -> authors.orderBy(col(Author::id).asc()).forUpdate().skipLocked().list())).extracting(Author::id).containsExactly(2, 3);
            assertThatThrownBy(() -> elsewhere(() -> ada.forShare().noWait().list())).hasCauseInstanceOf(LockNotAvailable.class);
            return null;
        });
        db.tx(() -> {
            ada.forShare().one();
            assertThat(elsewhere(() -> ada.forShare().noWait().one())).extracting(Author::id).isEqualTo(1);
            return null;
        });
        assertThatThrownBy(ada::skipLocked).isInstanceOf(IllegalStateException.class);
    }

    private static <R> R elsewhere(java.util.function.Supplier<R> work) {
        return CompletableFuture.supplyAsync(() -> db.<R, RuntimeException>tx(work::get)).join();
    }

    @Test
    void whatIsWrittenComesBackAndMayBeComputed() {
        db.tx(() -> {
            books.insert(new Book(90, null, "First", Kind.NOVEL, euro("1.00"), List.of(), null, null));
            Query<Book> first = books.where(col(Book::id).eq(90));
            assertThat(first.updateReturning(col(Book::price).toColumn(written(BigDecimal.class, ":p * 3", "p", col(Book::price)))))
                    .extracting(Book::price).containsExactly(euro("3.00"));
            assertThat(first.updateReturning(col(Book::title).toColumn(written(String.class, "upper(:t)", "t", col(Book::title)))))
                    .extracting(Book::title).containsExactly("FIRST");
            assertThat(first.deleteReturning()).extracting(Book::title).containsExactly("FIRST");
            assertThat(first.exists()).isFalse();
            assertThat(first.onlyDeleted().purge()).isEqualTo(1);
            assertThatThrownBy(books::deleteReturning).isInstanceOf(IllegalStateException.class);
            return null;
        });
    }
}
