package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Entities for the tests. */
final class Shop {
    private Shop() {}

    enum Role {
        ADMIN, EDITOR, @Column("read only") READER
    }

    record Profile(String language, List<String> tags) {}

    @Table("users")
    record User(@Id @Generated Integer id, @Generated UUID uuid, @Unique @Column(type = "varchar(255)") String email,
                @Nullable String displayName, Role role, @Nullable Profile profile, @Default("0") int loginCount,
                List<String> tags, @Version int version, @Generated Instant createdAt, @UpdatedAt Instant updatedAt) {
        static User of(String email, Role role) {
            return new User(null, null, email, null, role, null, 0, List.of(), 0, null, null);
        }

        User withName(String name) {
            return new User(id, uuid, email, name, role, profile, loginCount, tags, version, createdAt, updatedAt);
        }
    }

    @Table("posts")
    @Index({"userId", "createdAt desc"})
    @Check("char_length(title) > 0")
    record Post(@Id @Generated Long id, @References(value = User.class, onDelete = OnDelete.CASCADE) Integer userId,
                String title, @Generated Instant createdAt) {}

    /** A table and columns with names that only quoting gets through. */
    @Table("Bücher \"& mehr\" 📚")
    record Odd(@Id @Column("Nr.") Integer id, @Column("select") String title, @Column("a\"b'c") @Nullable Integer pages) {}

    @Table("notes")
    record Note(@Id @Generated Integer id, @Unique String slug, @SoftDelete Instant deletedAt) {}
}
