package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Shop.Note;
import dev.lifeboat.orm.Shop.Odd;
import dev.lifeboat.orm.Shop.Post;
import dev.lifeboat.orm.Shop.Profile;
import dev.lifeboat.orm.Shop.Role;
import dev.lifeboat.orm.Shop.User;
import dev.lifeboat.orm.error.CheckViolation;
import dev.lifeboat.orm.error.ForeignKeyViolation;
import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.error.NotNullViolation;
import dev.lifeboat.orm.error.NotOneRow;
import dev.lifeboat.orm.error.StaleRow;
import dev.lifeboat.orm.error.UniqueViolation;
import dev.lifeboat.orm.query.Cond;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepoTest extends FreshDatabase {
    private Repo<User, Integer> users;

    @BeforeEach
    void open() {
        db.schema().create(Post.class, User.class, Odd.class, Note.class);
        users = db.repo(User.class, User::id);
    }

    @Test
    void insertReturnsWhatTheDatabaseMade() {
        User ada = users.insert(new User(null, null, "ada@example.org", "Ada", Role.READER,
                new Profile("en", List.of("x", "y")), 3, List.of("a,b", "c\"d", ""), 0, null, null));
        assertThat(ada.id()).isEqualTo(1);
        assertThat(ada.uuid()).isNotNull();
        assertThat(ada.createdAt()).isNotNull();
        assertThat(users.find(1)).contains(ada);
        assertThat(ada.profile()).isEqualTo(new Profile("en", List.of("x", "y")));
        assertThat(ada.tags()).containsExactly("a,b", "c\"d", "");
        assertThat(db.sql("select role from users").one(String.class)).isEqualTo("read only");
    }

    @Test
    void findIsEmptyAndGetThrowsWhereThereIsNone() {
        assertThat(users.find(7)).isEmpty();
        assertThatThrownBy(() -> users.get(7)).isInstanceOf(NoSuchRow.class);
        assertThat(users.delete(7)).isFalse();
    }

    @Test
    void updateWritesTheRowAndCountsTheVersion() {
        User ada = users.insert(User.of("ada@example.org", Role.ADMIN));
        User named = users.update(ada.withName("Ada"));
        assertThat(named.displayName()).isEqualTo("Ada");
        assertThat(named.version()).isEqualTo(1);
        assertThat(named.updatedAt()).isAfter(ada.updatedAt());
        assertThatThrownBy(() -> users.update(ada.withName("Eve"))).isInstanceOfSatisfying(StaleRow.class,
                stale -> assertThat(stale.current()).isEqualTo(Optional.of(named)));
        users.delete(ada.id());
        assertThatThrownBy(() -> users.update(named)).isInstanceOfSatisfying(StaleRow.class,
                stale -> assertThat(stale.current()).isEmpty());
    }

    @Test
    void aTriggerSetsTheTimeOfUpdateWhoeverUpdates() {
        User ada = users.insert(User.of("ada@example.org", Role.ADMIN));
        db.sql("update users set display_name = 'x'").run();
        assertThat(users.get(1).updatedAt()).isAfter(ada.updatedAt());
    }

    @Test
    void patchWritesOnlyWhatIsNamed() {
        User ada = users.insert(User.of("ada@example.org", Role.ADMIN));
        User patched = users.patch(ada.id(), col(User::loginCount).plus(2), col(User::displayName).to("Ada"));
        assertThat(patched.loginCount()).isEqualTo(2);
        assertThat(patched.version()).isEqualTo(1);
        assertThat(users.patch(ada.id(), col(User::displayName).toNull()).displayName()).isNull();
        assertThatThrownBy(() -> users.patch(9, col(User::loginCount).to(1))).isInstanceOf(NoSuchRow.class);
    }

    @Test
    void brokenConstraintsAreTypesThatNameThemAndShowNoValue() {
        users.insert(User.of("secret@example.org", Role.ADMIN));
        assertThatThrownBy(() -> users.insert(User.of("secret@example.org", Role.EDITOR)))
                .isInstanceOfSatisfying(UniqueViolation.class, e -> {
                    assertThat(e.constraint()).isEqualTo("users_email_key");
                    assertThat(e.table()).isEqualTo("users");
                    assertThat(e.columns()).containsExactly("email");
                    assertThat(stackTrace(e)).doesNotContain("secret@");
                });
        Repo<Post, Long> posts = db.repo(Post.class, Post::id);
        assertThatThrownBy(() -> posts.insert(new Post(null, 99, "t", null)))
                .isInstanceOfSatisfying(ForeignKeyViolation.class, e -> assertThat(e.columns()).containsExactly("user_id"));
        assertThatThrownBy(() -> posts.insert(new Post(null, 1, "", null))).isInstanceOf(CheckViolation.class);
        assertThatThrownBy(() -> posts.insert(new Post(null, 1, null, null)))
                .isInstanceOfSatisfying(NotNullViolation.class, e -> assertThat(e.columns()).containsExactly("title"));
        assertThatThrownBy(() -> db.sql("insert into users (email, role, login_count, tags, version) values ('x', 'boss', 0, '{}', 0)").run())
                .isInstanceOf(CheckViolation.class);
    }

    private static String stackTrace(Throwable e) {
        java.io.StringWriter all = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(all));
        return all.toString();
    }

    @Test
    void upsertUpdatesIgnoresOrInserts() {
        User ada = users.upsert(User.of("ada@example.org", Role.ADMIN), User::email).updateAll();
        User again = users.upsert(User.of("ada@example.org", Role.EDITOR).withName("Ada"), User::email).update(User::displayName);
        assertThat(again.id()).isEqualTo(ada.id());
        assertThat(again.displayName()).isEqualTo("Ada");
        assertThat(again.role()).isEqualTo(Role.ADMIN);
        assertThat(again.version()).isEqualTo(1);
        assertThat(users.upsert(User.of("ada@example.org", Role.READER), User::email).updateAll().role()).isEqualTo(Role.READER);
        assertThat(users.upsert(User.of("ada@example.org", Role.EDITOR), User::email).ignore()).isEmpty();
        assertThat(users.upsert(User.of("bob@example.org", Role.EDITOR), User::email).ignore()).isPresent();
        assertThat(users.count()).isEqualTo(2);
    }

    @Test
    void insertAllGivesTheRowsBackInTheGivenOrder() {
        List<User> given = new ArrayList<>(IntStream.range(0, 500).mapToObj(i -> User.of("u" + i * 7919 % 500, Role.ADMIN)).toList());
        given.set(250, new User(9_000, null, "own key", null, Role.READER, new Profile("de", List.of()), 1, List.of("t{,}", "NULL"), 0, null, null));
        List<User> back = users.insertAll(given);
        assertThat(back).extracting(User::email).containsExactlyElementsOf(given.stream().map(User::email).toList());
        assertThat(back.get(250).id()).isEqualTo(9_000);
        assertThat(back.get(250).tags()).containsExactly("t{,}", "NULL");
        assertThat(back.get(250).profile()).isEqualTo(new Profile("de", List.of()));
        assertThat(users.orderBy(col(User::id).asc()).list()).hasSameElementsAs(back);
        assertThat(users.insertAll(List.of())).isEmpty();
    }

    @Test
    void insertAllIsAllOrNothing() {
        List<User> two = List.of(User.of("a", Role.ADMIN), User.of("a", Role.ADMIN));
        assertThatThrownBy(() -> users.insertAll(two)).isInstanceOf(UniqueViolation.class);
        assertThat(users.count()).isZero();
    }

    @Test
    void aRowThatATriggerKeepsOutIsToldAndTheOthersDoNotStay() {
        db.sql("create function skip() returns trigger language plpgsql as $$ begin if new.slug = 'skip' then return null; end if; return new; end $$").run();
        db.sql("create trigger skip before insert on notes for each row execute function skip()").run();
        Repo<Note, Integer> notes = db.repo(Note.class, Note::id);
        Note skipped = new Note(null, "skip", null);
        assertThatThrownBy(() -> notes.insert(skipped)).isInstanceOf(NotOneRow.class).hasMessageContaining("notes");
        assertThatThrownBy(() -> notes.upsert(skipped, Note::slug).updateAll()).isInstanceOf(NotOneRow.class);
        assertThatThrownBy(() -> notes.insertAll(List.of(new Note(null, "kept", null), skipped))).isInstanceOf(NotOneRow.class);
        assertThat(notes.count()).isZero();
    }

    @Test
    void copyInKeepsEveryCharacter() {
        List<String> names = List.of("tab\there", "line\nbreak", "back\\slash", "\\N", "", "cr\rlf\r\n", "ümläut 🚢", "'quote\"");
        long count = users.copyIn(names.stream().map(n -> User.of("e" + n.hashCode(), Role.ADMIN).withName(n)));
        assertThat(count).isEqualTo(8);
        assertThat(users.orderBy(col(User::id).asc()).list()).extracting(User::displayName).containsExactlyElementsOf(names);
        assertThat(users.copyIn(Stream.of())).isZero();
        assertThatThrownBy(() -> users.copyIn(Stream.of(User.of("x", Role.ADMIN), User.of("x", Role.ADMIN))))
                .isInstanceOf(UniqueViolation.class);
        assertThat(users.count()).isEqualTo(8);
    }

    @Test
    void aFailingStreamOfRowsLeavesNothingAndTheConnectionUsable() {
        Stream<User> failing = IntStream.range(0, 10).mapToObj(i -> {
            if (i == 5) {
                throw new IllegalStateException("no more");
            }
            return User.of("u" + i, Role.ADMIN);
        });
        assertThatThrownBy(() -> users.copyIn(failing)).hasMessage("no more");
        assertThat(users.count()).isZero();
    }

    @Test
    void namesMayHoldAnything() {
        Repo<Odd, Integer> odd = db.repo(Odd.class, Odd::id);
        odd.insertAll(List.of(new Odd(1, "'; drop table users; --", null), new Odd(2, "ß", 5)));
        assertThat(odd.where(col(Odd::title).eq("'; drop table users; --")).one().id()).isEqualTo(1);
        assertThat(odd.patch(2, col(Odd::pages).plus(1)).pages()).isEqualTo(6);
        assertThat(odd.copyIn(Stream.of(new Odd(3, "x", 1)))).isEqualTo(1);
        assertThat(odd.orderBy(col(Odd::pages).desc().withNullsLast()).page(2).rows()).extracting(Odd::id).containsExactly(2, 3);
        assertThat(users.count()).isZero();
    }

    @Test
    void softlyDeletedRowsAreHiddenEverywhere() {
        Repo<Note, Integer> notes = db.repo(Note.class, Note::id);
        Note first = notes.insert(new Note(null, "a", null));
        notes.insert(new Note(null, "b", null));
        assertThat(notes.delete(first.id())).isTrue();
        assertThat(notes.delete(first.id())).isFalse();
        assertThat(notes.find(first.id())).isEmpty();
        Cond<Note> either = col(Note::slug).eq("a").or(col(Note::slug).eq("b"));
        assertThat(notes.where(either).count()).isEqualTo(1);
        assertThat(notes.where(either).withDeleted().count()).isEqualTo(2);
        Note second = notes.insert(new Note(null, "a", null));
        assertThatThrownBy(() -> notes.restore(first.id())).isInstanceOf(UniqueViolation.class);
        assertThat(notes.upsert(new Note(null, "a", null), Note::slug).ignore()).isEmpty();
        notes.where(col(Note::slug).eq("a")).delete();
        assertThat(notes.restore(second.id())).isTrue();
        assertThat(notes.page(10).rows()).hasSize(2);
    }

    @Test
    void updateAndDeleteWithoutAConditionAreRefusedUnlessMeant() {
        users.insertAll(List.of(User.of("a", Role.ADMIN), User.of("b", Role.ADMIN)));
        assertThatThrownBy(users::delete).isInstanceOf(IllegalStateException.class).hasMessageContaining("all()");
        assertThatThrownBy(() -> users.update(col(User::loginCount).to(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.where(col(User::loginCount).eq(0)).limit(1).delete()).isInstanceOf(IllegalStateException.class);
        assertThat(users.all().update(col(User::loginCount).plus(1))).isEqualTo(2);
        assertThat(users.where(col(User::email).eq("a")).delete()).isEqualTo(1);
        assertThat(users.all().delete()).isEqualTo(1);
    }

    @Test
    void oneMeansExactlyOne() {
        assertThatThrownBy(users::one).isInstanceOf(NotOneRow.class);
        users.insertAll(List.of(User.of("a", Role.ADMIN), User.of("b", Role.ADMIN)));
        assertThatThrownBy(users::one).isInstanceOf(NotOneRow.class);
        assertThat(users.where(col(User::email).eq("b")).one().id()).isEqualTo(2);
        assertThat(users.orderBy(col(User::id).desc()).first()).map(User::email).contains("b");
        assertThat(users.where(col(User::email).eq("c")).exists()).isFalse();
        assertThat(users.where(col(User::email).in(List.of())).list()).isEmpty();
        assertThat(users.where(col(User::role).in(List.of(Role.ADMIN, Role.EDITOR))).exists()).isTrue();
    }

    @Test
    void streamsReadAllRowsAndGiveTheConnectionBack() {
        users.insertAll(IntStream.range(0, 2_000).mapToObj(i -> User.of("u" + i, Role.ADMIN)).toList());
        for (int i = 0; i < 20; i++) {
            try (Stream<User> some = users.orderBy(col(User::id).asc()).stream()) {
                assertThat(some.limit(3).map(User::id)).containsExactly(1, 2, 3);
            }
        }
        try (Stream<User> all = users.stream()) {
            assertThat(all.count()).isEqualTo(2_000);
        }
        assertThat(users.insert(User.of("still writable", Role.ADMIN)).id()).isEqualTo(2_001);
    }
}
