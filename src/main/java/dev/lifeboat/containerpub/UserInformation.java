package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.relation.Relations.belongsTo;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.relation.One;
import java.time.Instant;
import java.util.UUID;

/** What a person tells about themselves; one row for each user at most. */
@Table("user_information")
public record UserInformation(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Unique @References(value = User.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID userId,
        @Column(type = "varchar(100)") String firstName,
        @Column(type = "varchar(100)") String lastName,
        @Nullable @Column(type = "varchar(20)") String phoneNumber,
        @Nullable @Column(type = "varchar(100)") String country,
        @Nullable @Column(type = "varchar(100)") String city,
        @Nullable String address,
        @Nullable @Column(type = "varchar(20)") String zipCode,
        @Nullable String avatar,
        @Index @Column(type = "varchar(50)") UserRole role,
        @Generated Instant createdAt,
        @UpdatedAt Instant updatedAt) {
    /** Whom it is about. */
    public static final One<UserInformation, User> USER = belongsTo(UserInformation::userId, User::uuid);
}
