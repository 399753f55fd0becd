package dev.lifeboat.ui.browser.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ui.browser.search.NameSearch.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSearchTest {
    @ParameterizedTest
    @CsvSource({"order, order, WHOLE", "Order, order, WHOLE", "orders, order, BEGINNING", "my_orders, order, WORD", "myOrders, order, WORD",
        "reorder, order, MIDDLE", "my-order, order, WORD", "reorder_order, order, WORD", "users, order, NONE", "Tafelaufsätze, sätz, MIDDLE", "ord, order, NONE"})
    void aNameFits(String name, String searched, Fit fit) {
        assertThat(NameSearch.fit(name, searched)).isEqualTo(fit);
    }

    @Test
    void theBestComesFirstAndTheShorterBeforeTheLonger() {
        var names = List.of("reorders", "line_order_item", "order_lines", "orders", "order", "border", "Orders2");
        assertThat(NameSearch.best(names, " ORDER ", name -> name, name -> "public." + name, 100))
                .containsExactly("order", "orders", "Orders2", "order_lines", "line_order_item", "border", "reorders");
        assertThat(NameSearch.best(names, "order", name -> name, name -> name, 2)).containsExactly("order", "orders");
        assertThat(NameSearch.best(names, "public.ord", name -> name, name -> "public." + name, 1)).containsExactly("order");
        assertThat(NameSearch.best(names, "  ", name -> name, name -> name, 2)).isEmpty();
    }
}
