package dev.lifeboat.orm;

import dev.lifeboat.orm.annotation.Check;
import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Computed;
import dev.lifeboat.orm.annotation.Default;
import dev.lifeboat.orm.annotation.Embedded;
import dev.lifeboat.orm.annotation.Generated;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Identity;
import dev.lifeboat.orm.annotation.Index;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.OnDelete;
import dev.lifeboat.orm.annotation.PgEnum;
import dev.lifeboat.orm.annotation.Prefix;
import dev.lifeboat.orm.annotation.References;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.Unique;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.type.Json;
import dev.lifeboat.orm.type.Range;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Entities that use everything a schema can hold. */
final class Workshop {
    private Workshop() {}

    @PgEnum("urgency")
    enum Urgency {
        LOW, @Column("it's late") LATE, HIGH
    }

    enum State { OPEN, DONE }

    @Table("customers")
    @Index(value = "(lower(email))", unique = true)
    @Index(value = "details jsonb_path_ops", using = "gin")
    @Index(value = {"name text_pattern_ops", "created_at_day desc nulls last"}, where = "credit > 0 and details ? 'vip'")
    @Check("char_length(name) < 100 and (credit >= 0 or details ? 'debtor')")
    record Customer(@Id @Identity Long id, String email, String name, Json details,
                    @Default("0") @Check("credit > -1000") @Column(type = "numeric(10,2)") BigDecimal credit,
                    @Column("created_at_day") @Computed("length(name) * 2") int created_at_day,
                    @Generated UUID token, @UpdatedAt Instant changedAt) {}

    @Table("orders")
    @Unique({"customerId", "number"})
    record Order(@Id @Identity(always = true) Integer id, @References(value = Customer.class, onDelete = OnDelete.CASCADE) Long customerId,
                 @Default("1") int number, Urgency urgency, @Default("'{}'") List<Urgency> before, @Default("'open'") State state,
                 @Nullable @References(value = Order.class, onDelete = OnDelete.SET_NULL) Integer follows,
                 @Nullable @References(value = Part.class, onDelete = OnDelete.NO_ACTION, deferred = true) Integer mainPart,
                 @UpdatedAt Instant changedAt) {}

    @Table("parts")
    @References(value = Order.class, from = {"customerId", "orderNumber"}, to = {"customerId", "number"}, onDelete = OnDelete.CASCADE)
    record Part(@Id @Generated Integer id, Long customerId, int orderNumber, @Unique String serialNumber,
                @Default("7") @References(value = Order.class, onDelete = OnDelete.SET_DEFAULT) int heldBy,
                @SoftDelete Instant deletedAt) {}

    /** The same name in another schema. */
    @Table(value = "orders", schema = "Old Works")
    record OldOrder(@Id int id, @References(value = Order.class) Integer now, @Unique @Index String note, @UpdatedAt Instant changedAt) {}

    @Embedded
    record Address(@Index String street, @Nullable @Column(was = "ort") String city) {}

    /** A key of two columns, one of them embedded, and columns that are embedded twice. */
    @Table("depots")
    @Index({"home.city", "number desc"})
    @Unique({"home.street", "number"})
    record Depot(@Id String region, @Id int number, Address home, @Nullable @Prefix("back_") Address backDoor) {}

    @PgEnum(value = "kind", schema = "Old Works")
    enum Kind { BUS, VAN }

    @Table("deliveries")
    @References(value = Depot.class, from = {"region", "depot"}, onDelete = OnDelete.CASCADE)
    record Delivery(@Id @Identity Integer id, String region, int depot, @Default("'van'") Kind kind, @Nullable Range<Integer> weights) {}

    static final List<Class<? extends Record>> ALL = List.of(Delivery.class, Part.class, Depot.class, OldOrder.class, Order.class, Customer.class);
}
