package dev.lifeboat.orm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.MappingMistake;
import dev.lifeboat.orm.mapping.EntityModel;
import dev.lifeboat.orm.type.Codecs;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every mistake of an entity at once, each with its component's name. */
class MappingRulesTest {
    private static List<String> mistakes(Class<?> entity) {
        return catchThrowableOfType(MappingMistake.class, () -> EntityModel.of(entity, Codecs.standard(), other -> {
            throw new AssertionError(other + " is not asked for");
        })).mistakes();
    }

    @Table
    record Contradictions(@Id @Version int id, @Generated @Identity int a, @Identity @Default("1") int b, @Computed("1") @Generated("2") int c,
                          @Computed(" ") String d, @Identity String e, @Nullable @Identity Integer f, @Nullable @Version Integer g,
                          @SoftDelete @UpdatedAt Instant h, @Prefix("x") String i) {}

    @Test
    void whatContradictsItselfIsTold() {
        assertThat(mistakes(Contradictions.class)).containsExactlyInAnyOrder("id: the @Id cannot be @Version",
                "a: @Generated and @Identity exclude each other", "b: @Identity and @Default exclude each other",
                "c: @Generated and @Computed exclude each other", "d: @Computed needs an expression", "e: @Identity needs short, int or long",
                "f: the @Identity cannot be @Nullable", "g: the @Version cannot be @Nullable", "h: @SoftDelete and @UpdatedAt exclude each other",
                "i: @Prefix needs an embedded type", "more than one component is the @Version");
    }

    @Embedded
    record Part(@Nullable String a, @Nullable Integer b) {}

    @Embedded
    record Made(String name, @Generated Instant at) {}

    @Embedded
    record Keyed(@Id int id) {}

    @Embedded
    record Plain(String x, Thread y) {}

    @Table
    @Unique({"plain", "id"})
    @Unique({"id", "plain.x", "id"})
    @Index("plain.z")
    record Embeds(@Id int id, @Nullable Part part, @Nullable Made made, Keyed keyed, @Prefix("") @Column("y") @Unique Plain plain,
                  @Column("x") String other) {}

    @Test
    void embeddedRecordsAreCheckedToo() {
        assertThat(mistakes(Embeds.class)).containsExactlyInAnyOrder(
                "part: it cannot be @Nullable, because all of its own components are: a null one would look like one without any value",
                "made.at: the database would make its value even where made is null", "keyed.id: @Id stands on the entity's own component",
                "plain.y: no codec for java.lang.Thread", "plain: @Column has no meaning on an embedded component",
                "plain: @Unique has no meaning on an embedded component", "other: the column x belongs to plain.x already",
                "@Unique on the record names plain, which is embedded; name one of its own, as plain.x",
                "@Unique on the record names id twice", "@Index on the record names plain.z, which is no component");
    }

    @Embedded
    record Endless(int a, Looped b) {}

    @Embedded
    record Looped(Endless c) {}

    @Table
    record Loop(@Id int id, Endless endless) {}

    @Table
    record NullableKey(@Id @Nullable Plain key, @Id @Nullable String other, @Column("a234567890123456789012345678901234567890123456789012345678901234") int long1,
                       int[][] nested, OffsetDateTime offset) {}

    @Test
    void keysNamesAndTypes() {
        assertThat(mistakes(Loop.class)).singleElement().asString().contains("c: it embeds").contains("Endless");
        assertThat(mistakes(NullableKey.class)).containsExactlyInAnyOrder("key: the @Id cannot be @Nullable", "other: the @Id cannot be @Nullable",
                "key.y: no codec for java.lang.Thread", "long1: the column's name has at most 63 bytes and no NUL", "nested: no codec for int[][]",
                "offset: no codec for java.time.OffsetDateTime");
    }

    @Embedded
    record Two(int a, int b) {}

    @Table
    record TwoIds(@Id int a, @Id int b) {}

    @Table
    record TwoKey(@Id Two key) {}

    @Table
    @References(value = TwoIds.class, from = {"id", "long1"})
    @References(value = TwoKey.class, from = "id")
    @References(value = TwoIds.class, from = {"id", "none"}, to = {"b", "x"})
    @References(value = Two.class, from = {"id", "what"})
    record Refers(@Id int id, @References(TwoIds.class) int ids, @References(TwoKey.class) int key, @References(TwoKey.class) Two fits,
                  @References(value = Refers.class, onDelete = OnDelete.SET_NULL) int self,
                  @References(value = TwoIds.class, component = "c") int none, long long1) {}

    @Test
    void references() {
        assertThat(mistakes(Refers.class)).containsExactlyInAnyOrder(
                "ids: it refers to dev.lifeboat.orm.MappingRulesTest$TwoIds, whose key has 2 components; say it on the record",
                "fits: @References has no meaning on an embedded component", "long1: it is long and refers to int",
                "@References on the record refers to dev.lifeboat.orm.MappingRulesTest$TwoKey by 1 components, and 2 are there",
                "@References on the record refers to dev.lifeboat.orm.MappingRulesTest$TwoIds by 2 components, and 1 are there",
                "@References on the record names what, which is no component",
                "@References on the record refers to dev.lifeboat.orm.MappingRulesTest$Two, which has no @Table",
                "key: it is int and refers to Two", "self: it becomes NULL when the other is deleted, and is not @Nullable",
                "none: it refers to dev.lifeboat.orm.MappingRulesTest$TwoIds, which has no component c");
    }
}
