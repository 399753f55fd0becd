package dev.lifeboat.containerpub;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.relation.Relations.belongsTo;
import static dev.lifeboat.orm.relation.Relations.hasMany;
import static dev.lifeboat.orm.relation.Relations.hasOne;

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
import dev.lifeboat.orm.relation.Many;
import dev.lifeboat.orm.relation.One;
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
        @UpdatedAt LocalDateTime updatedAt) {
    /** Who deployed it. */
    public static final One<CloudFunction, User> OWNER = belongsTo(CloudFunction::userId, User::id);

    /** All its versions. */
    public static final Many<CloudFunction, FunctionDeployment> DEPLOYMENTS = hasMany(FunctionDeployment::functionId, CloudFunction::id);

    /** The version that serves calls. */
    public static final One<CloudFunction, FunctionDeployment> ACTIVE_DEPLOYMENT =
            belongsTo(CloudFunction::activeDeploymentId, FunctionDeployment::id);

    /** Its calls. */
    public static final Many<CloudFunction, FunctionInvocation> INVOCATIONS = hasMany(FunctionInvocation::functionId, CloudFunction::id);

    /** Its newest call. */
    public static final One<CloudFunction, FunctionInvocation> LAST_INVOCATION =
            hasOne(FunctionInvocation::functionId, CloudFunction::id).orderBy(col(FunctionInvocation::timestamp).desc());

    /** What was logged while it was deployed. */
    public static final Many<CloudFunction, FunctionLog> LOGS = hasMany(FunctionLog::functionUuid, CloudFunction::uuid);

    /** The keys that sign its calls. */
    public static final Many<CloudFunction, ApiKey> API_KEYS = hasMany(ApiKey::functionUuid, CloudFunction::uuid);
}
