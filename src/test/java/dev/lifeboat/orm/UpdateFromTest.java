package dev.lifeboat.orm;

import static dev.lifeboat.orm.query.Columns.col;
import static dev.lifeboat.orm.query.Columns.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.orm.annotation.Column;
import dev.lifeboat.orm.annotation.Id;
import dev.lifeboat.orm.annotation.Nullable;
import dev.lifeboat.orm.annotation.SoftDelete;
import dev.lifeboat.orm.annotation.Table;
import dev.lifeboat.orm.annotation.UpdatedAt;
import dev.lifeboat.orm.annotation.Version;
import dev.lifeboat.orm.error.InvalidValue;
import dev.lifeboat.orm.query.Joined;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that are written from other rows. */
class UpdateFromTest extends FreshDatabase {
    @Table("goods")
    record Good(@Id int id, String name, @Nullable @Column(type = "numeric(6,2)") BigDecimal price, int stock, @Version int version,
                @UpdatedAt Instant updatedAt, @SoftDelete Instant deletedAt) {
        static Good of(int id, String name, String price, int stock) {
            return new Good(id, name, new BigDecimal(price), stock, 0, null, null);
        }
    }

    /** With columns of the same names. */
    @Table("offers")
    record Offer(@Id int id, int goodId, @Nullable BigDecimal price, int amount, @Version int version, @SoftDelete Instant deletedAt) {}

    private Repo<Good, Integer> goods;
    private Repo<Offer, Integer> offers;

    @BeforeEach
    void fill() {
        db.schema().create(Good.class, Offer.class);
        goods = db.repo(Good.class, Good::id);
        offers = db.repo(Offer.class, Offer::id);
        goods.insertAll(List.of(Good.of(1, "rope", "5.00", 10), Good.of(2, "net", "7.00", 20), Good.of(3, "oar", "9.00", 30)));
        goods.insert(new Good(4, "sail", new BigDecimal("50.00"), 1, 0, null, Instant.EPOCH));
        offers.insertAll(List.of(new Offer(11, 1, new BigDecimal("4.50"), 3, 7, null), new Offer(12, 2, null, 4, 7, null),
                new Offer(13, 3, new BigDecimal("1.00"), 5, 7, Instant.EPOCH), new Offer(14, 4, new BigDecimal("40.00"), 6, 7, null)));
    }

    private Join<Good, Offer, Joined.Inner<Good, Offer>> offered() {
        return goods.join(offers, col(Good::id).on(col(Offer::goodId)));
    }

    @Test
    void theRowsOnTheLeftAreWrittenFromThoseOnTheRight() {
        var pairs = offered();
        var good = pairs.left();
        var offer = pairs.right();
        int changed = pairs.where(offer.col(Offer::price).notNull())
                .update(good.col(Good::price).toColumn(offer.col(Offer::price)), good.col(Good::stock).plus(100), good.col(Good::name).to("cheap"));
        // 2 has no price offered, 3's offer and good 4 are deleted.
        assertThat(changed).isEqualTo(1);
        assertThat(goods.withDeleted().orderBy(col(Good::id).asc()).list())
                .extracting(g -> g.name() + " " + g.price() + " " + g.stock() + " " + g.version())
                .containsExactly("cheap 4.50 110 1", "net 7.00 20 0", "oar 9.00 30 0", "sail 50.00 1 0");
        assertThat(offers.get(11).version()).as("the other side's version").isEqualTo(7);
    }

    @Test
    void whatIsWrittenComesBackWithWhatItWasWrittenFrom() {
        var pairs = offered();
        List<Joined.Inner<Good, Offer>> back = pairs.where(pairs.left().col(Good::stock).lt(25))
                .updateReturning(pairs.left().col(Good::stock).toColumn(written(Integer.class, ":s - :a",
                        "s", pairs.left().col(Good::stock), "a", pairs.right().col(Offer::amount))));
        assertThat(back).extracting(p -> p.left().id() + " " + p.left().stock() + " " + p.left().version() + " " + p.right().id())
                .containsExactlyInAnyOrder("1 7 1 11", "2 16 1 12");
    }

    @Test
    void conditionsOfEachSideCountAndWithoutAnyItIsRefused() {
        var zero = offered().left().col(Good::stock).to(0);
        assertThatThrownBy(() -> offered().update(zero)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("goods").hasMessageContaining("all()");
        assertThat(goods.get(1).stock()).isEqualTo(10);
        assertThat(goods.where(col(Good::id).ge(2)).join(offers.withDeleted(), col(Good::id).on(col(Offer::goodId))).update(zero)).isEqualTo(2);
        assertThat(goods.list()).extracting(Good::stock).containsExactlyInAnyOrder(10, 0, 0);
        assertThat(goods.join(offers.where(col(Offer::amount).eq(3)), col(Good::id).on(col(Offer::goodId))).update(zero)).isEqualTo(1);
        assertThat(offered().all().update(zero)).isEqualTo(2);
        assertThat(goods.withDeleted().all().join(offers.orderBy(col(Offer::id).desc()).limit(1), col(Good::id).on(col(Offer::goodId)))
                .updateReturning(zero)).extracting(p -> p.left().id()).containsExactly(4);
    }

    @Test
    void aTableIsWrittenFromItselfAndFromAJoin() {
        var next = goods.join(goods, (one, other) -> other.col(Good::id).ltColumn(one.col(Good::id)));
        next.where(next.left().col(Good::id).eq(2)).update(next.left().col(Good::name).toColumn(next.right().col(Good::name)));
        assertThat(goods.get(2).name()).isEqualTo("rope");
        var offered = offers.join(goods, col(Offer::goodId).on(col(Good::id)));
        var both = goods.join(offered, (good, pair) -> good.col(Good::id).eqColumn(pair.of(offered.left()).col(Offer::amount)));
        assertThat(both.all().update(both.left().col(Good::stock).toColumn(both.right(offered.right()).col(Good::stock)))).isEqualTo(1);
        // The offer of 3 pieces is of good 1, so good 3 gets its stock.
        assertThat(goods.get(3).stock()).isEqualTo(10);
    }

    @Test
    void whatIsNoUpdateOfOneTableIsRefused() {
        var on = col(Good::id).on(col(Offer::goodId));
        var pairs = offered();
        var zero = pairs.left().col(Good::stock).to(0);
        assertThatThrownBy(() -> pairs.all().update(pairs.right().col(Offer::amount).to(0)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("left").hasMessageContaining("Offer::amount");
        assertThatThrownBy(() -> goods.leftJoin(offers, on).all().update(zero)).isInstanceOf(IllegalStateException.class).hasMessageContaining("inner join");
        assertThatThrownBy(() -> goods.lateral(offers.limit(1), on).all().update(zero)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> goods.limit(1).join(offers, on).all().update(zero)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pairs.all().limit(1).update(zero)).isInstanceOf(IllegalStateException.class).hasMessageContaining("limit");
        assertThatThrownBy(() -> pairs.all().delete()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> pairs.all().update(pairs.left().col(Good::price).to(new BigDecimal("1.005"))))
                .isInstanceOf(InvalidValue.class).hasMessageContaining("price");
        assertThat(goods.list()).extracting(Good::stock).containsExactlyInAnyOrder(10, 20, 30);
    }

    @Test
    void tablesKnownByNameOnlyToo() {
        Rows byName = db.rows("public", "goods");
        var pairs = byName.join(db.rows("public", "offers"), (good, offer) -> good.named("id").eqColumn(offer.named("good_id")));
        int changed = pairs.where(pairs.right().named("amount").eq("6")).update(pairs.left().named("name").to("mast"),
                pairs.left().named("stock").toColumn(pairs.right().named("amount")));
        assertThat(changed).isEqualTo(1);
        assertThat(goods.withDeleted().where(col(Good::id).eq(4)).one()).extracting(Good::name, Good::stock).containsExactly("mast", 6);
    }
}
