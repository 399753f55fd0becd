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
import java.time.LocalDateTime;
import java.util.UUID;

/** One version of a function, built and stored. */
@Table("function_deployments")
@Unique({"functionId", "version"})
@Index({"functionId", "isActive"})
public record FunctionDeployment(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @References(value = CloudFunction.class, onDelete = OnDelete.CASCADE) Integer functionId,
        int version,
        @Column(type = "varchar(255)") String imageTag,
        @Column(type = "varchar(500)") String s3Key,
        @Generated("'building'") @Column(type = "varchar(50)") String status,
        @Generated("false") Boolean isActive,
        @Nullable String buildLogs,
        @Generated LocalDateTime deployedAt) {
    /** The function. */
    public static final One<FunctionDeployment, CloudFunction> FUNCTION = belongsTo(FunctionDeployment::functionId, CloudFunction::id);
}
