package dev.lifeboat.containerpub;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
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
        @UpdatedAt LocalDateTime updatedAt) {}
