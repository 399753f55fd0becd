package dev.lifeboat.containerpub;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.type.Json;
import java.time.LocalDateTime;
import java.util.UUID;

/** Something that the platform itself did. */
@Table("logs")
public record LogEntry(
        @Id @Generated Integer id,
        @Generated @Unique UUID uuid,
        @Index @Column(type = "varchar(20)") String level,
        Json message,
        @Index String action,
        @Index("desc") @Generated LocalDateTime createdAt) {}
