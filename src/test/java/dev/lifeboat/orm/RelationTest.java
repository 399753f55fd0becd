package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.relation.Relations.exists;
import static dev.lifeboat.orm.relation.Relations.hasMany;
import static dev.lifeboat.orm.relation.Relations.hasOne;
import static dev.lifeboat.orm.relation.Relations.notExists;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Blog.Article;
import dev.lifeboat.orm.Blog.Author;
import dev.lifeboat.orm.Blog.Booking;
import dev.lifeboat.orm.Blog.Desk;
import dev.lifeboat.orm.Blog.Place;
import dev.lifeboat.orm.Blog.Remark;
import dev.lifeboat.orm.Blog.Room;
import dev.lifeboat.orm.Blog.Tag;
import dev.lifeboat.orm.Blog.Tagging;
import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.query.Page;
import dev.lifeboat.orm.relation.With;
import dev.lifeboat.orm.relation.With2;
import dev.lifeboat.orm.relation.With3;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RelationTest extends SharedDatabase {
    private static Repo<Author, Integer> authors;
    private static Repo<Article, Long> articles;
    private static Repo<Tag, Integer> tags;

    /** Ada wrote 1 (100 words), 2 (300), 3 (200); Bob wrote 4 (50); Cy nothing; nobody wrote 5. */
    @BeforeAll
    static void open() {
        db.schema().create(Author.class, Desk.class, Article.class, Remark.class, Tag.class, Tagging.class, Place.class,
                Room.class, Booking.class);
        authors = db.repo(Author.class, Author::id);
        articles = db.repo(Article.class, Article::id);
        tags = db.repo(Tag.class, Tag::id);
        authors.insertAll(List.of(new Author(null, "Ada"), new Author(null, "Bob"), new Author(null, "Cy")));
        db.repo(Desk.class, Desk::id).insertAll(List.of(new Desk(null, 1, "A1"), new Desk(null, 3, "C3")));
        articles.insertAll(List.of(new Article(null, 1, "one", 100), new Article(null, 1, "two", 300),
                new Article(null, 1, "three", 200), new Article(null, 2, "four", 50), new Article(null, null, "five", 10)));
        Repo<Remark, Integer> remarks = db.repo(Remark.class, Remark::id);
        remarks.insertAll(List.of(new Remark(null, 1L, "good", null), new Remark(null, 1L, "bad", null),
                new Remark(null, 2L, "long", null), new Remark(null, 4L, "gone", null)));
        remarks.delete(4);
        tags.insertAll(List.of(new Tag(null, "sea"), new Tag(null, "sky"), new Tag(null, "unused")));
        db.repo(Tagging.class, Tagging::id).insertAll(List.of(new Tagging(null, 1L, 1, 5), new Tagging(null, 1L, 2, 1),
                new Tagging(null, 2L, 1, 2), new Tagging(null, 4L, 2, 9)));
        db.repo(Place.class, Place::id).insertAll(List.of(new Place(1, null, "house"), new Place(2, 1, "kitchen"),
                new Place(3, 1, "hall"), new Place(4, 3, "wardrobe")));
        db.repo(Room.class, Room::id).insertAll(List.of(new Room(null, "north", 1), new Room(null, "north", 2), new Room(null, "south", 1)));
        db.repo(Booking.class, Booking::id).insertAll(List.of(new Booking(null, "north", 1, "Ann"),
                new Booking(null, "south", 1, "Ben"), new Booking(null, "north", 1, "Cem"), new Booking(null, "west", 1, "Dan")));
    }

    private static <R> R counting(int statements, Supplier<R> work) {
        List<Seen> seen = new ArrayList<>();
        Runnable end = db.watch(seen::add);
        try {
            R result = work.get();
            assertThat(seen).extracting(Seen::sql).as("statements").hasSize(statements);
            return result;
        } finally {
            end.run();
        }
    }

    private static List<String> titles(List<Article> some) {
        return some.stream().map(Article::title).toList();
    }

    @Test
    void hasManyIsOneMoreStatement() {
        List<With<Author, List<Article>>> all = counting(2, () -> authors.orderBy(col(Author::id).asc())
                .with(Author.ARTICLES.orderBy(col(Article::words).desc())).list());
        assertThat(all).extracting(w -> w.row().name()).containsExactly("Ada", "Bob", "Cy");
        assertThat(all).extracting(w -> titles(w.related())).containsExactly(List.of("two", "three", "one"), List.of("four"), List.of());
        assertThat(counting(1, () -> authors.where(col(Author::id).eq(99)).with(Author.ARTICLES).list())).isEmpty();
    }

    @Test
    void aFewForEachParentByTheOrder() {
        List<With<Author, List<Article>>> all = counting(2, () -> authors.orderBy(col(Author::id).asc())
                .with(Author.ARTICLES.where(col(Article::words).lt(300)).orderBy(col(Article::words).desc()).limitPerParent(1)).list());
        assertThat(all).extracting(w -> titles(w.related())).containsExactly(List.of("three"), List.of("four"), List.of());
        assertThat(authors.orderBy(col(Author::id).asc()).with(Author.LONGEST.orderBy(col(Article::words).desc())).list())
                .extracting(w -> w.related().map(Article::title)).containsExactly(Optional.of("two"), Optional.of("four"), Optional.empty());
        assertThatThrownBy(() -> Author.ARTICLES.limitPerParent(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void belongsToAndHasOneGiveOneAtMost() {
        assertThat(counting(2, () -> articles.orderBy(col(Article::id).asc()).with(Article.AUTHOR).list()))
                .extracting(w -> w.related().map(Author::name)).containsExactly(Optional.of("Ada"), Optional.of("Ada"),
                        Optional.of("Ada"), Optional.of("Bob"), Optional.empty());
        assertThat(authors.orderBy(col(Author::id).asc()).with(Author.DESK).list())
                .extracting(w -> w.related().map(Desk::room)).containsExactly(Optional.of("A1"), Optional.empty(), Optional.of("C3"));
        assertThatThrownBy(() -> authors.with(Author.LONGEST).list()).isInstanceOf(NotOneRow.class);
        assertThat(counting(1, () -> articles.where(col(Article::authorId).isNull()).with(Article.AUTHOR).one()).related()).isEmpty();
    }

    @Test
    void manyToManyReadsThePivotToo() {
        List<With<Article, List<Tag>>> plain = counting(2, () -> articles.orderBy(col(Article::id).asc())
                .with(Article.TAGS.orderBy(col(Tag::name).desc())).list());
        assertThat(plain).extracting(w -> w.related().stream().map(Tag::name).toList())
                .containsExactly(List.of("sky", "sea"), List.of("sea"), List.of(), List.of("sky"), List.of());
        List<With<Tag, List<With<Article, Tagging>>>> weighed = counting(2, () -> tags.orderBy(col(Tag::id).asc())
                .with(Tag.ARTICLES.orderBy(col(Article::id).asc()).withPivot()).list());
        assertThat(weighed).extracting(w -> w.related().stream().map(a -> a.row().title() + a.related().weight()).toList())
                .containsExactly(List.of("one5", "two2"), List.of("one1", "four9"), List.of());
        assertThat(articles.orderBy(col(Article::id).asc()).with(Article.TAGS.wherePivot(col(Tagging::weight).ge(5))).list())
                .extracting(w -> w.related().stream().map(Tag::name).toList())
                .containsExactly(List.of("sea"), List.of(), List.of(), List.of("sky"), List.of());
        assertThat(tags.orderBy(col(Tag::id).asc()).with(Tag.ARTICLES.orderBy(col(Article::words).desc()).limitPerParent(1).withPivot()).list())
                .extracting(w -> w.related().stream().map(a -> a.row().title() + a.related().weight()).toList())
                .containsExactly(List.of("two2"), List.of("one1"), List.of());
    }

    @Test
    void eachLevelIsOneStatement() {
        List<With<Author, List<With2<Article, List<Remark>, List<Tag>>>>> all = counting(4, () -> authors
                .orderBy(col(Author::id).asc())
                .with(Author.ARTICLES.orderBy(col(Article::id).asc()).with(Article.REMARKS.orderBy(col(Remark::id).asc()), Article.TAGS))
                .list());
        assertThat(all.getFirst().related()).extracting(a -> a.first().stream().map(Remark::body).toList())
                .containsExactly(List.of("good", "bad"), List.of("long"), List.of());
        assertThat(all.getFirst().related()).extracting(a -> a.second().size()).containsExactly(2, 1, 0);
        assertThat(all.get(1).related().getFirst().first()).as("its only remark is deleted").isEmpty();
        With<Tag, List<With<Article, Optional<With<Author, Optional<Desk>>>>>> deep = counting(4, () -> tags
                .where(col(Tag::name).eq("sky"))
                .with(Tag.ARTICLES.orderBy(col(Article::id).asc()).with(Article.AUTHOR.with(Author.DESK))).one());
        assertThat(deep.related()).extracting(a -> a.related().orElseThrow().related().map(Desk::room))
                .containsExactly(Optional.of("A1"), Optional.empty());
    }

    @Test
    void severalRelationsOfOneRow() {
        With3<Article, Optional<Author>, List<Tag>, Long> two = counting(4, () -> articles.where(col(Article::id).eq(2L))
                .with(Article.AUTHOR, Article.TAGS, Article.REMARKS.count()).one());
        assertThat(two.first()).map(Author::name).contains("Ada");
        assertThat(two.second()).extracting(Tag::name).containsExactly("sea");
        assertThat(two.third()).isEqualTo(1);
        With2<Author, Optional<Desk>, List<Article>> cy = authors.where(col(Author::name).eq("Cy")).with(Author.DESK, Author.ARTICLES).one();
        assertThat(cy.first()).map(Desk::room).contains("C3");
        assertThat(cy.second()).isEmpty();
    }

    @Test
    void deletedOnesAreLeftOutUnlessAskedFor() {
        assertThat(articles.where(col(Article::id).eq(4L)).with(Article.REMARKS).one().related()).isEmpty();
        assertThat(articles.where(col(Article::id).eq(4L)).with(Article.REMARKS.withDeleted()).one().related()).hasSize(1);
        assertThat(articles.where(exists(Article.REMARKS)).count()).isEqualTo(2);
        assertThat(articles.where(exists(Article.REMARKS.withDeleted())).count()).isEqualTo(3);
    }

    @Test
    void countsAndExistence() {
        assertThat(counting(2, () -> articles.orderBy(col(Article::id).asc()).withCount(Article.REMARKS).list()))
                .extracting(With::related).containsExactly(2L, 1L, 0L, 0L, 0L);
        assertThat(tags.orderBy(col(Tag::id).asc()).withCount(Tag.ARTICLES.where(col(Article::words).gt(60))).list())
                .extracting(With::related).containsExactly(2L, 1L, 0L);
        assertThat(counting(1, () -> articles.where(exists(Article.REMARKS, col(Remark::body).contains("oo"))).list()))
                .extracting(Article::title).containsExactly("one");
        assertThat(articles.where(notExists(Article.TAGS)).list()).extracting(Article::title).containsExactlyInAnyOrder("three", "five");
        assertThat(articles.where(notExists(Article.AUTHOR).or(exists(Article.TAGS, col(Tag::name).eq("sky")))).list())
                .extracting(Article::title).containsExactlyInAnyOrder("one", "four", "five");
        assertThat(articles.where(exists(Article.TAGS, col(Tag::name).eq("sky")).not()).count()).isEqualTo(3);
        assertThat(authors.where(Author.ARTICLES.count().ge(2L)).list()).extracting(Author::name).containsExactly("Ada");
        assertThat(authors.where(Author.ARTICLES.count().eq(0L).or(Author.ARTICLES.count().lt(2L))).list())
                .extracting(Author::name).containsExactlyInAnyOrder("Bob", "Cy");
        assertThat(tags.where(Tag.ARTICLES.count().gt(1L)).count()).isEqualTo(2);
        assertThat(authors.where(exists(Author.ARTICLES, exists(Article.TAGS.wherePivot(col(Tagging::weight).eq(9))))).list())
                .extracting(Author::name).containsExactly("Bob");
        assertThatThrownBy(() -> exists(Author.LONGEST.orderBy(col(Article::words).desc()), col(Article::title).eq("one")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(articles.where(exists(Article.REMARKS)).update(col(Article::words).plus(0))).isEqualTo(2);
    }

    @Test
    void theNumberOfRelatedRowsIsAValueLikeOthers() {
        record Written(String name, long articles) {}
        assertThat(authors.orderBy(Author.ARTICLES.count().desc(), col(Author::id).asc()).list()).extracting(Author::name).containsExactly("Ada", "Bob", "Cy");
        assertThat(authors.select(Written.class, Author.ARTICLES.count().as(Written::articles)).where(col(Written::articles).ge(1L))
                .orderBy(col(Written::articles).asc()).list()).containsExactly(new Written("Bob", 1), new Written("Ada", 3));
        assertThat(authors.where(Author.ARTICLES.count().in(List.of(0L, 3L))).count()).isEqualTo(2);
        var pairs = authors.join(articles, Author.ARTICLES.on());
        assertThat(pairs.where(pairs.left().is(Author.ARTICLES.count().eq(1L))).list()).extracting(p -> p.left().name()).containsExactly("Bob");
    }

    @Test
    void aTableMayReferToItself() {
        Repo<Place, Integer> places = db.repo(Place.class, Place::id);
        With<Place, List<With<Place, List<Place>>>> house = counting(3, () -> places.where(col(Place::id).eq(1))
                .with(Place.INSIDE.orderBy(col(Place::id).asc()).with(Place.INSIDE)).one());
        assertThat(house.related()).extracting(p -> p.row().name()).containsExactly("kitchen", "hall");
        assertThat(house.related().get(1).related()).extracting(Place::name).containsExactly("wardrobe");
        assertThat(places.where(exists(Place.INSIDE, exists(Place.INSIDE))).list()).extracting(Place::name).containsExactly("house");
        assertThat(places.where(exists(Place.AROUND, exists(Place.AROUND, notExists(Place.AROUND)))).list())
                .extracting(Place::name).containsExactly("wardrobe");
        assertThat(places.where(Place.INSIDE.count().eq(2L)).list()).extracting(Place::name).containsExactly("house");
    }

    @Test
    void keysMayHaveSeveralColumns() {
        Repo<Room, Integer> rooms = db.repo(Room.class, Room::id);
        assertThat(counting(2, () -> rooms.orderBy(col(Room::id).asc()).with(Room.BOOKINGS).list()))
                .extracting(w -> w.related().stream().map(Booking::guest).sorted().toList())
                .containsExactly(List.of("Ann", "Cem"), List.of(), List.of("Ben"));
        assertThat(rooms.orderBy(col(Room::id).asc()).with(Room.BOOKINGS.orderBy(col(Booking::guest).desc()).limitPerParent(1)).list())
                .extracting(w -> w.related().stream().map(Booking::guest).toList()).containsExactly(List.of("Cem"), List.of(), List.of("Ben"));
        assertThat(rooms.where(notExists(Room.BOOKINGS)).one().number()).isEqualTo(2);
        assertThat(rooms.orderBy(col(Room::id).asc()).withCount(Room.BOOKINGS).list()).extracting(With::related).containsExactly(2L, 0L, 1L);
        assertThat(db.repo(Booking.class, Booking::id).orderBy(col(Booking::id).asc()).with(Booking.ROOM).list())
                .extracting(w -> w.related().map(Room::id)).containsExactly(Optional.of(1), Optional.of(3), Optional.of(1), Optional.empty());
    }

    @Test
    void pagesCarryWhatBelongsToTheirRows() {
        Query<With<Article, Optional<Author>>> listing = articles.orderBy(col(Article::words).desc()).with(Article.AUTHOR);
        Page<With<Article, Optional<Author>>> first = counting(2, () -> listing.page(2));
        assertThat(first.rows()).extracting(w -> w.row().title()).containsExactly("two", "three");
        Page<With<Article, Optional<Author>>> last = listing.page(3, first.next().orElseThrow());
        assertThat(last.rows()).extracting(w -> w.related().map(Author::name).orElse("nobody")).containsExactly("Ada", "Bob", "nobody");
        assertThat(last.next()).isEmpty();
        assertThat(listing.pageBefore(2, last.previous().orElseThrow()).rows()).isEqualTo(first.rows());
        assertThatThrownBy(() -> {
            try (var stream = listing.stream()) {
                stream.toList();
            }
        }).isInstanceOf(IllegalStateException.class).hasMessageContaining("pages");
    }

    @Test
    void loadingOnDemandIsSaid() {
        Author ada = authors.get(1);
        assertThat(counting(1, () -> db.load(Author.ARTICLES.where(col(Article::words).gt(100)), ada))).hasSize(2);
        List<With<Author, Optional<Desk>>> desks = counting(1,
                () -> db.load(Author.DESK, List.of(new Author(3, "Cy"), ada)));
        assertThat(desks).extracting(w -> w.related().map(Desk::room)).containsExactly(Optional.of("C3"), Optional.of("A1"));
    }

    @Test
    void moreRowsThanAStatementTakesParameters() {
        db.tx(() -> {
            Repo<Place, Integer> places = db.repo(Place.class, Place::id);
            places.copyIn(IntStream.range(0, 70_000).mapToObj(i -> new Place(1_000 + i, null, "top")));
            places.copyIn(IntStream.range(0, 70_000).mapToObj(i -> new Place(100_000 + i, 1_000 + i, "in " + i)));
            Query<Place> top = places.where(col(Place::name).eq("top")).orderBy(col(Place::id).asc());
            List<With<Place, List<Place>>> all = counting(2, () -> top.with(Place.INSIDE).list());
            assertThat(all).hasSize(70_000).allMatch(w -> w.related().getFirst().id() == w.row().id() + 99_000);
            List<With<Place, List<Place>>> limited = counting(2, () -> top.with(Place.INSIDE.limitPerParent(2)).list());
            assertThat(limited).isEqualTo(all);
            places.where(col(Place::id).ge(1_000)).delete();
        });
    }

    @Test
    void manyParentsAreReadOnceAndNumbered() {
        db.tx(() -> {
            List<Tag> more = tags.insertAll(IntStream.range(0, 300).mapToObj(i -> new Tag(null, "more " + i)).toList());
            Repo<Tagging, Integer> taggings = db.repo(Tagging.class, Tagging::id);
            more.forEach(tag -> assertThat(tag.id()).isPositive());
            taggings.copyIn(more.stream().map(tag -> new Tagging(null, 1L, tag.id(), 1)));
            taggings.copyIn(more.stream().map(tag -> new Tagging(null, 2L, tag.id(), tag.id())));
            List<With<Tag, List<With<Article, Tagging>>>> all = counting(2, () -> tags.where(col(Tag::name).startsWith("more"))
                    .with(Tag.ARTICLES.orderBy(col(Article::words).desc()).limitPerParent(1).withPivot()).list());
            assertThat(all).hasSize(300).allMatch(w -> w.related().size() == 1
                    && w.related().getFirst().row().title().equals("two")
                    && w.related().getFirst().related().weight() == w.row().id());
            List<Integer> ids = more.stream().map(Tag::id).toList();
            taggings.where(col(Tagging::tagId).in(ids)).delete();
            tags.where(col(Tag::id).in(ids)).delete();
        });
    }

    @Test
    void valuesOfTwoTypesAreRefusedWhereTheRelationIsMade() {
        assertThatThrownBy(() -> hasMany(Tagging::articleId, Author::id)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Long").hasMessageContaining("Integer");
        assertThatThrownBy(() -> hasOne(Remark::body, Article::id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> db.rows("public", "authors").where(dev.lifeboat.orm.query.Cond.sql("true")
                .and(unsafe(exists(Author.ARTICLES)))).list()).isInstanceOf(dev.lifeboat.orm.error.UnknownName.class);
    }

    @SuppressWarnings("unchecked")
    private static dev.lifeboat.orm.query.Cond<Object> unsafe(dev.lifeboat.orm.query.Cond<?> condition) {
        return (dev.lifeboat.orm.query.Cond<Object>) condition;
    }
}
