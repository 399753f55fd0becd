package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.relation.Relations.belongsTo;

import dev.lifeboat.orm.annotation.Column;
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

/** A one-time password on its way to a user's address, hashed. */
@Table("email_verification_otps")
public record EmailVerificationOtp(
        @Id @Generated Integer id,
        @Unique @References(value = User.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID userUuid,
        @Unique @Column(type = "varchar(255)") String otpHash,
        @Column(type = "varchar(500)") String salt,
        @Index @Generated Instant createdAt) {
    /** Whose address is verified. */
    public static final One<EmailVerificationOtp, User> USER = belongsTo(EmailVerificationOtp::userUuid, User::uuid);
}
