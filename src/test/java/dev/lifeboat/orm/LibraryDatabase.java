package dev.lifeboat.orm;

import dev.lifeboat.orm.Library.Author;
import dev.lifeboat.orm.Library.Book;
import org.junit.jupiter.api.BeforeAll;

/** The tests of a class have one database with the library, which they only read. */
abstract class LibraryDatabase extends SharedDatabase {
    static Repo<Author, Integer> authors;
    static Repo<Book, Integer> books;

    @BeforeAll
    static void fillLibrary() {
        Library.fill(db);
        authors = db.repo(Author.class, Author::id);
        books = db.repo(Book.class, Book::id);
    }
}
