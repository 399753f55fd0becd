package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.Shop.Note;
import dev.lifeboat.orm.Shop.Role;
import dev.lifeboat.orm.Shop.User;
import dev.lifeboat.orm.error.NoSuchRow;
import dev.lifeboat.orm.error.StaleRow;
import dev.lifeboat.orm.error.UniqueViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingTest extends FreshDatabase {
    private final List<Seen> seen = new ArrayList<>();
    private Repo<User, Integer> users;
    private Repo<Note, Integer> notes;

    @BeforeEach
    void open() {
        db.schema().create(User.class, Note.class);
        users = db.repo(User.class, User::id);
        notes = db.repo(Note.class, Note::id);
        db.watch(seen::add);
    }

    private static User withLogins(User u, int logins) {
        return new User(u.id(), u.uuid(), u.email(), u.displayName(), u.role(), u.profile(), logins, u.tags(), u.version(), u.createdAt(), u.updatedAt());
    }

    @Test
    void onlyWhatDiffersIsWritten() {
        User ada = users.insert(User.of("ada@example.org", Role.ADMIN));
        seen.clear();
        User named = users.update(ada, ada.withName("Ada"));
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().sql()).contains("set \"display_name\" = ?, \"version\" = \"version\" + 1").doesNotContain("\"email\" =");
        assertThat(named.version()).isEqualTo(1);
        assertThat(named.displayName()).isEqualTo("Ada");
        seen.clear();
        assertThat(users.update(named, users.get(1))).isSameAs(named);
        assertThat(seen).as("the row was read, nothing was written").hasSize(1);
        assertThat(users.update(named, named.withName(null)).displayName()).isNull();
    }

    @Test
    void aChangeOfSomeoneElseIsNotOverwritten() {
        User ada = users.insert(User.of("ada@example.org", Role.ADMIN));
        User mine = users.update(ada, ada.withName("mine"));
        assertThatThrownBy(() -> users.update(ada, withLogins(ada, 5))).isInstanceOfSatisfying(StaleRow.class,
                stale -> assertThat(stale.current()).isEqualTo(Optional.of(mine)));
        assertThatThrownBy(() -> users.update(ada, users.insert(User.of("bob@example.org", Role.ADMIN)))).isInstanceOf(IllegalArgumentException.class);
        Note note = notes.insert(new Note(null, "a", null));
        notes.purge(note.id());
        assertThatThrownBy(() -> notes.update(note, new Note(note.id(), "b", null))).isInstanceOf(NoSuchRow.class);
    }

    @Test
    void manyRowsTakeTheQuickerRoad() {
        assertThat(users.insertMany(IntStream.range(0, 49).mapToObj(i -> User.of("few" + i, Role.ADMIN)).toList())).isEqualTo(49);
        assertThat(users.insertMany(IntStream.range(0, 50).mapToObj(i -> User.of("many" + i, Role.ADMIN)).toList())).isEqualTo(50);
        List<User> mixed = new ArrayList<>(IntStream.range(0, 59).mapToObj(i -> User.of("mixed" + i, Role.ADMIN)).toList());
        mixed.add(new User(9_000, null, "own key", null, Role.READER, null, 0, List.of(), 0, null, null));
        assertThat(users.insertMany(mixed)).isEqualTo(60);
        assertThat(users.insertMany(List.of())).isZero();
        assertThat(seen).extracting(s -> s.sql().substring(0, 4)).containsExactly("with", "copy", "with", "with");
        assertThat(users.count()).isEqualTo(159);
        List<User> clash = IntStream.range(0, 60).mapToObj(i -> User.of(i == 59 ? "few1" : "new" + i, Role.ADMIN)).toList();
        assertThatThrownBy(() -> users.insertMany(clash)).isInstanceOf(UniqueViolation.class);
        assertThat(users.count()).isEqualTo(159);
    }

    @Test
    void softlyDeletedRowsHaveThreeScopesAndTwoEnds() {
        notes.insertAll(List.of(new Note(null, "a", null), new Note(null, "b", null), new Note(null, "c", null)));
        assertThat(notes.where(col(Note::slug).in(List.of("a", "b"))).delete()).isEqualTo(2);
        assertThat(notes.list()).extracting(Note::slug).containsExactly("c");
        assertThat(notes.onlyDeleted().list()).extracting(Note::slug).containsExactlyInAnyOrder("a", "b");
        assertThat(notes.withDeleted().count()).isEqualTo(3);
        assertThat(notes.where(col(Note::slug).eq("a").or(col(Note::slug).eq("c"))).restore()).as("c was not deleted").isEqualTo(1);
        assertThat(notes.where(col(Note::slug).eq("b")).purge()).as("deleted rows are hidden from it too").isZero();
        assertThat(notes.where(col(Note::slug).eq("b")).onlyDeleted().purge()).isEqualTo(1);
        assertThat(notes.purge(1)).isTrue();
        assertThat(notes.purge(1)).isFalse();
        assertThat(notes.withDeleted().list()).extracting(Note::slug).containsExactly("c");
        assertThatThrownBy(notes::purge).isInstanceOf(IllegalStateException.class).hasMessageContaining("all()");
        assertThatThrownBy(notes::restore).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(users::onlyDeleted).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.all().restore()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUpsertSeesNoDeletedRows() {
        Note first = notes.insert(new Note(null, "a", null));
        notes.delete(first.id());
        Note second = notes.upsert(new Note(null, "a", null), Note::slug).updateAll();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(notes.upsert(new Note(null, "a", null), Note::slug).updateAll().id()).isEqualTo(second.id());
        assertThat(notes.upsert(new Note(null, "a", null), Note::slug).update(Note::slug).id()).isEqualTo(second.id());
        assertThat(notes.withDeleted().count()).isEqualTo(2);
    }

    @Test
    void eachRowIsGivenAndTheConnectionComesBack() {
        notes.insertMany(IntStream.range(0, 1_200).mapToObj(i -> new Note(null, "n" + i, null)).toList());
        for (int i = 0; i < 15; i++) {
            List<Note> some = new ArrayList<>();
            assertThatThrownBy(() -> notes.orderBy(col(Note::id).asc()).each(note -> {
                some.add(note);
                if (some.size() == 600) {
                    throw new IllegalStateException("enough");
                }
            })).hasMessage("enough");
            assertThat(some).hasSize(600);
        }
        List<Integer> ids = new ArrayList<>();
        notes.each(note -> ids.add(note.id()));
        assertThat(ids).hasSize(1_200);
    }

    private record Square(int n, long square) {}

    @Test
    void rowsOfAHandWrittenStatementAreGivenOneAfterTheOtherToo() {
        List<Square> squares = new ArrayList<>();
        db.sql("select n, n::int8 * n as square from generate_series(1, cast(:last as int)) as n", "last", 1_200).each(Square.class, _ -> 8, squares::add);
        assertThat(squares).hasSize(1_200).startsWith(new Square(1, 1), new Square(2, 4)).endsWith(new Square(1_200, 1_440_000));
        List<Long> none = new ArrayList<>();
        db.sql("select 1::int8 where false").each(Long.class, _ -> 8, none::add);
        assertThat(none).isEmpty();
    }
}
