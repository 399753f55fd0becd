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
import java.time.LocalDateTime;
import java.util.UUID;

/** A line logged while a function was deployed. */
@Table("function_deploy_logs")
public record FunctionLog(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Index @References(value = CloudFunction.class, component = "uuid", onDelete = OnDelete.CASCADE) UUID functionUuid,
        @Column(type = "varchar(20)") String level,
        String message,
        @Index("desc") @Generated LocalDateTime timestamp) {
    /** The function. */
    public static final One<FunctionLog, CloudFunction> FUNCTION = belongsTo(FunctionLog::functionUuid, CloudFunction::uuid);
}
