package dev.lifeboat.containerpub;

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
import dev.lifeboat.orm.type.Json;
import java.time.LocalDateTime;
import java.util.UUID;

/**
 * A function that a user deployed.
 *
 * @param activeDeploymentId the deployment that serves calls; no foreign key, because deployments refer back
 */
@Table("functions")
@Unique({"userId", "name"})
public record CloudFunction(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @References(value = User.class, onDelete = OnDelete.CASCADE) Integer userId,
        @Column(type = "varchar(255)") String name,
        @Generated("'active'") @Column(type = "varchar(50)") String status,
        @Nullable @Index Integer activeDeploymentId,
        @Generated("false") Boolean skipSigning,
        @Nullable Json analysisResult,
        @Generated LocalDateTime createdAt,
        @UpdatedAt LocalDateTime updatedAt) {}
