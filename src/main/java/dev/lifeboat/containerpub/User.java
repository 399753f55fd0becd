package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.relation.Relations.hasMany;
import static dev.lifeboat.orm.relation.Relations.hasOne;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.One;
import java.time.LocalDateTime;
import java.util.UUID;

/** A person with an account. Times are UTC. */
@Table("users")
public record User(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Unique @Column(type = "varchar(255)") String email,
        @Column(type = "varchar(255)") String passwordHash,
        @Default("false") boolean isEmailVerified,
        @Default("false") boolean onboardingComplete,
        @Generated LocalDateTime createdAt,
        @UpdatedAt LocalDateTime updatedAt) {
    /** What the person tells about themselves. */
    public static final One<User, UserInformation> INFORMATION = hasOne(UserInformation::userId, User::uuid);

    /** The functions the person deployed. */
    public static final Many<User, CloudFunction> FUNCTIONS = hasMany(CloudFunction::userId, User::id);

    /** The organisations the person owns. */
    public static final Many<User, Organization> OWNED = hasMany(Organization::ownerId, User::uuid);

    /** The organisation the person is in. */
    public static final One<User, OrganizationMember> MEMBERSHIP = hasOne(OrganizationMember::userId, User::uuid);

    /** The one-time password on its way to the person. */
    public static final One<User, EmailVerificationOtp> OTP = hasOne(EmailVerificationOtp::userUuid, User::uuid);
}
