package dev.lifeboat.ui.browser.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.browser.grid.GridModel.Look;
import dev.lifeboat.ui.browser.read.Condition;
import dev.lifeboat.ui.browser.read.Operator;
import dev.lifeboat.ui.browser.read.Position;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SortBy;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TrailTest {
    private final Trail trail = new Trail();

    @Test
    void backAndForwardAsInAWebBrowser() {
        assertThat(trail.wayProperty().get().canGoBack()).isFalse();
        trail.add(visit("a"));
        trail.add(visit("b"));
        trail.add(visit("c"));
        assertThat(trail.go(1)).contains(visit("b"));
        assertThat(trail.wayProperty().get().canGoBack()).isTrue();
        assertThat(trail.wayProperty().get().canGoForward()).isTrue();
        trail.add(visit("d"));
        assertThat(trail.wayProperty().get().visits()).containsExactly(visit("a"), visit("b"), visit("d"));
        assertThat(trail.wayProperty().get().canGoForward()).isFalse();
        assertThat(trail.go(3)).isEmpty();
        assertThat(trail.go(-1)).isEmpty();
        assertThat(trail.wayProperty().get().here()).isEqualTo(2);
    }

    @Test
    void aPlaceKeepsHowItWasLookedAtWhenItIsLeft() {
        var look = new Look(List.of(new Condition("x", Operator.EQUAL, "1")), true, List.of(new SortBy("y", true)), new Position.Last(), OptionalLong.empty());
        trail.keep(look);
        trail.add(visit("a"));
        trail.keep(look);
        trail.add(visit("b"));
        assertThat(trail.go(0)).contains(new Trail.Visit(visit("a").at(), look));
    }

    @Test
    void theOldestAreForgottenBeyondAHundred() {
        for (int i = 0; i < 103; i++) trail.add(visit("t" + i));
        assertThat(trail.wayProperty().get().visits()).hasSize(100).first().isEqualTo(visit("t3"));
        assertThat(trail.wayProperty().get().here()).isEqualTo(99);
    }

    private static Trail.Visit visit(String table) {
        return new Trail.Visit(new RelationAt("db", new CatalogRelation(1, "public", table, CatalogRelation.Kind.TABLE, -1, 0)), Look.PLAIN);
    }
}
