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
import dev.lifeboat.orm.relation.One;
import java.time.Instant;
import java.util.UUID;

/** A key that signs calls of a function. Only the private key's hash is kept. */
@Table("api_keys")
public record ApiKey(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Index @References(value = CloudFunction.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID functionUuid,
        String publicKey,
        @Nullable @Column(type = "varchar(255)") String privateKeyHash,
        @Column(type = "varchar(20)") Validity validity,
        @Nullable @Index Instant expiresAt,
        @Generated("true") @Index Boolean isActive,
        @Nullable @Column(type = "varchar(255)") String name,
        @Generated Instant createdAt,
        @Nullable Instant revokedAt) {
    /** The function. */
    public static final One<ApiKey, CloudFunction> FUNCTION = belongsTo(ApiKey::functionUuid, CloudFunction::uuid);
}
