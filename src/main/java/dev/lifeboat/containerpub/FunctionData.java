package dev.lifeboat.containerpub;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.type.Json;
import java.time.LocalDateTime;
import java.util.UUID;

/** A value that a function keeps; in the database for functions, which knows functions by number only. */
@Table("function_data")
@Unique({"functionId", "key"})
public record FunctionData(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        Integer functionId,
        @Index @Column(type = "varchar(255)") String key,
        @Nullable Json value,
        @Generated LocalDateTime createdAt,
        @Generated LocalDateTime updatedAt) {}
