package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.schema.Change;
import dev.lifeboat.orm.schema.Risk;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Renames are said, never guessed. */
class SchemaRenameTest extends FreshDatabase {
    @Table(value = "persons", was = "people")
    @Index(value = "(lower(email))", where = "years > 17")
    record Person(@Id int id, @Unique @Column(was = "mail") String email, @Nullable @Check("years > 0") @Column(was = "age") Integer years,
                  @Nullable @References(Person.class) @Column(was = "chief") Integer boss) {}

    @Table("pets")
    record Pet(@Id int id, @References(Person.class) int owner) {}

    /** The same without a word about former names. */
    @Table("people")
    record Silent(@Id int id, @Unique String email, @Nullable @Check("years > 0") Integer years) {}

    @BeforeEach
    void open() {
        db.sql("create table people (id int primary key, mail text not null unique, age int check (age > 0), chief int references people on delete restrict)").run();
        db.sql("create index on people (lower(mail)) where age > 17").run();
        db.sql("create table pets (id int primary key, owner int not null references people on delete restrict)").run();
        db.sql("insert into people values (1, 'a@x', 20, null)").run();
    }

    private static List<String> told(List<Change> changes) {
        return changes.stream().map(change -> change.risk() + " " + change.sql()).toList();
    }

    @Test
    void aRenameIsAllThatDiffers() {
        List<Change> changes = db.schema().diff(Pet.class, Person.class);
        assertThat(told(changes)).containsExactly("SAFE alter table \"people\" rename to \"persons\"",
                "SAFE alter table \"persons\" rename column \"mail\" to \"email\"", "SAFE alter table \"persons\" rename column \"age\" to \"years\"",
                "SAFE alter table \"persons\" rename column \"chief\" to \"boss\"");
        assertThat(db.schema().others(Person.class, Pet.class)).isEmpty();
        db.schema().apply(changes, Risk.SAFE);
        assertThat(db.schema().diff(Person.class, Pet.class)).isEmpty();
        assertThat(db.repo(Person.class, Person::id).get(1).email()).isEqualTo("a@x");
    }

    @Test
    void whatDiffersBesidesIsToldInTheNewNames() {
        db.sql("alter table people drop constraint people_age_check, drop constraint people_mail_key, alter age type smallint").run();
        List<Change> changes = db.schema().diff(Person.class);
        assertThat(told(changes)).contains("LOCKS alter table \"persons\" alter column \"years\" type integer",
                "LOCKS alter table \"persons\" add CHECK ((years > 0))", "LOCKS alter table \"persons\" add UNIQUE (email)");
        db.schema().apply(changes, Risk.LOSES_DATA);
        assertThat(db.schema().diff(Person.class)).isEmpty();
    }

    @Test
    void whatIsNotSaidIsNotGuessed() {
        assertThat(told(db.schema().diff(Silent.class))).contains("LOSES_DATA alter table \"people\" drop column \"mail\"",
                "SAFE alter table \"people\" add column \"years\" integer").noneMatch(change -> change.contains("rename"));
    }

    @Test
    void aFormerNameThatIsUsedAgainIsLeftAlone() {
        db.sql("alter table people add email text").run();
        assertThat(told(db.schema().diff(Person.class))).contains("LOSES_DATA alter table \"persons\" drop column \"mail\"",
                "LOCKS alter table \"persons\" alter column \"email\" set not null").noneMatch(change -> change.contains("\"mail\" to"));
    }
}
