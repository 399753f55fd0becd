package dev.lifeboat.orm;

import static dev.lifeboat.orm.relation.Relations.belongsTo;
import static dev.lifeboat.orm.relation.Relations.hasMany;
import static dev.lifeboat.orm.relation.Relations.hasOne;
import static dev.lifeboat.orm.relation.Relations.manyToMany;
import static dev.lifeboat.orm.relation.Relations.on;

import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.ManyToMany;
import dev.lifeboat.orm.relation.One;
import java.time.Instant;

/** Entities that belong together in every way there is. */
final class Blog {
    private Blog() {}

    @Table("authors")
    record Author(@Id @Generated Integer id, String name) {
        static final Many<Author, Article> ARTICLES = hasMany(Article::authorId, Author::id);
        static final One<Author, Article> LONGEST = hasOne(Article::authorId, Author::id);
        static final One<Author, Desk> DESK = hasOne(Desk::authorId, Author::id);
    }

    @Table("desks")
    record Desk(@Id @Generated Integer id, @Unique @References(Author.class) Integer authorId, String room) {}

    @Table("articles")
    @Index({"authorId", "words"})
    record Article(@Id @Generated Long id, @Nullable @References(value = Author.class, onDelete = OnDelete.SET_NULL) Integer authorId,
                   String title, int words) {
        static final One<Article, Author> AUTHOR = belongsTo(Article::authorId, Author::id);
        static final Many<Article, Remark> REMARKS = hasMany(Remark::articleId, Article::id);
        static final ManyToMany<Article, Tag, Tagging> TAGS = manyToMany(Tagging::articleId, Article::id, Tagging::tagId, Tag::id);
    }

    @Table("remarks")
    record Remark(@Id @Generated Integer id, @Index @References(value = Article.class, onDelete = OnDelete.CASCADE) Long articleId,
                  String body, @SoftDelete Instant deletedAt) {}

    @Table("tags")
    record Tag(@Id @Generated Integer id, @Unique String name) {
        static final ManyToMany<Tag, Article, Tagging> ARTICLES = manyToMany(Tagging::tagId, Tag::id, Tagging::articleId, Article::id);
    }

    @Table("taggings")
    @Unique({"articleId", "tagId"})
    record Tagging(@Id @Generated Integer id, @References(value = Article.class, onDelete = OnDelete.CASCADE) Long articleId,
                   @Index @References(Tag.class) Integer tagId, int weight) {}

    /** Refers to its own kind. */
    @Table("places")
    record Place(@Id Integer id, @Nullable @Index @References(value = Place.class, onDelete = OnDelete.CASCADE) Integer parentId, String name) {
        static final Many<Place, Place> INSIDE = hasMany(Place::parentId, Place::id);
        static final One<Place, Place> AROUND = belongsTo(Place::parentId, Place::id);
    }

    @Table("rooms")
    @Unique({"house", "number"})
    record Room(@Id @Generated Integer id, String house, int number) {
        static final Many<Room, Booking> BOOKINGS = hasMany(on(Booking::house, Room::house), on(Booking::number, Room::number));
    }

    @Table("bookings")
    record Booking(@Id @Generated Integer id, String house, int number, String guest) {
        static final One<Booking, Room> ROOM = belongsTo(on(Booking::house, Room::house), on(Booking::number, Room::number));
    }
}
