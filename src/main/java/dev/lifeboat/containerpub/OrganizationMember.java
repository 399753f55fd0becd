package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.relation.Relations.belongsTo;

import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.relation.One;
import java.time.Instant;
import java.util.UUID;

/** A user in an organisation; nobody is in two. */
@Table("organization_members")
public record OrganizationMember(
        @Id @Generated Integer id,
        @Index @References(value = Organization.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID organizationId,
        @Unique @References(value = User.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID userId,
        @Generated Instant joinedAt) {
    /** The organisation. */
    public static final One<OrganizationMember, Organization> ORGANIZATION = belongsTo(OrganizationMember::organizationId, Organization::uuid);

    /** The member. */
    public static final One<OrganizationMember, User> USER = belongsTo(OrganizationMember::userId, User::uuid);
}
