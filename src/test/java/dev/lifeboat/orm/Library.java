package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Authors and their books, small enough to work every answer out by hand. */
final class Library {
    private Library() {}

    enum Kind {
        NOVEL, ESSAY
    }

    record Details(@Nullable String place, int pages, List<String> words) {}

    /** Ada and Bea have written, Cai has not; Dan is deleted and has. Ada taught Bea, Bea taught Cai. */
    @Table("authors")
    record Author(@Id int id, String name, @Nullable Integer teacherId, @SoftDelete Instant deletedAt) {}

    /** Book 14 has no author, book 15 is deleted. */
    @Table("books")
    record Book(@Id int id, @Nullable @References(Author.class) Integer authorId, String title, Kind kind, @Nullable BigDecimal price,
                List<String> tags, @Nullable Details details, @SoftDelete Instant deletedAt) {}

    static final List<Author> AUTHORS = List.of(new Author(1, "Ada", null, null), new Author(2, "Bea", 1, null),
            new Author(3, "Cai", 2, null), new Author(4, "Dan", 1, Instant.EPOCH));

    static final List<Book> BOOKS = List.of(
            book(10, 1, "Engines", Kind.ESSAY, "10.00", List.of("maths", "steam"), new Details("London", 120, List.of("note"))),
            book(11, 1, "Loops", Kind.NOVEL, "20.00", List.of("maths"), new Details(null, 80, List.of())),
            book(12, 2, "Ships and boats", Kind.NOVEL, null, List.of(), null),
            book(13, 4, "Gone", Kind.NOVEL, "5.00", List.of("sea"), null),
            book(14, null, "Nobody's boat", Kind.ESSAY, "7.50", List.of("sea", "steam"), new Details("Bath", 7, List.of("sea", "note"))),
            new Book(15, 1, "Withdrawn", Kind.NOVEL, new BigDecimal("99.00"), List.of(), null, Instant.EPOCH));

    private static Book book(int id, Integer author, String title, Kind kind, String price, List<String> tags, Details details) {
        return new Book(id, author, title, kind, price == null ? null : new BigDecimal(price), tags, details, null);
    }

    static void fill(Db db) {
        db.schema().create(Author.class, Book.class);
        db.repo(Author.class, Author::id).insertAll(AUTHORS);
        db.repo(Book.class, Book::id).insertAll(BOOKS);
    }
}
