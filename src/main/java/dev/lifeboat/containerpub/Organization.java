package dev.lifeboat.containerpub;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import java.time.Instant;
import java.util.UUID;

/** A group of users, owned by one of them. */
@Table("organizations")
public record Organization(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Unique @Column(type = "varchar(255)") String name,
        @Index @References(value = User.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID ownerId,
        @Generated Instant createdAt,
        @UpdatedAt Instant updatedAt) {}
