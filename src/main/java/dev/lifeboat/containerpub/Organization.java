package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.relation.Relations.belongsTo;
import static dev.lifeboat.orm.relation.Relations.manyToMany;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.relation.ManyToMany;
import dev.lifeboat.orm.relation.One;
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
        @UpdatedAt Instant updatedAt) {
    /** Who owns it. */
    public static final One<Organization, User> OWNER = belongsTo(Organization::ownerId, User::uuid);

    /** Who is in it; the pivot tells since when. */
    public static final ManyToMany<Organization, User, OrganizationMember> MEMBERS =
            manyToMany(OrganizationMember::organizationId, Organization::uuid, OrganizationMember::userId, User::uuid);
}
