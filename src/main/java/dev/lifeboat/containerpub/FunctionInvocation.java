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
import dev.lifeboat.orm.type.Json;
import java.time.LocalDateTime;
import java.util.UUID;

/** One call of a function. @param durationMs milliseconds */
@Table("function_invocations")
public record FunctionInvocation(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Index @References(value = CloudFunction.class, onDelete = OnDelete.CASCADE) Integer functionId,
        @Column(type = "varchar(50)") String status,
        @Nullable Integer durationMs,
        @Nullable String error,
        @Nullable Json logs,
        @Nullable Json requestInfo,
        @Nullable String result,
        @Nullable Boolean success,
        @Index("desc") @Generated LocalDateTime timestamp) {
    /** The function. */
    public static final One<FunctionInvocation, CloudFunction> FUNCTION = belongsTo(FunctionInvocation::functionId, CloudFunction::id);
}
