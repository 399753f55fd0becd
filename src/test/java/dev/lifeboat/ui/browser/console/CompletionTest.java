package dev.lifeboat.ui.browser.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.console.SqlNames;
import dev.lifeboat.engine.console.SqlNames.Relation;
import dev.lifeboat.engine.console.SqlScript;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private static final Relation CUSTOMER = new Relation("public", "customer", true);
    private static final Relation ORDER = new Relation("sales", "Order", false);
    private static final SqlNames NAMES = new SqlNames(List.of("public", "sales"), List.of(CUSTOMER, ORDER), List.of("count", "coalesce"));
    private static final Map<Relation, List<String>> COLUMNS = Map.of(CUSTOMER, List.of("id", "name", "user"), ORDER, List.of("Nr", "customer_id"));

    /** @param text with a bar where the caret is */
    private static List<String> at(String text) {
        int caret = text.indexOf('|');
        String sql = text.replace("|", "");
        return new Completion(NAMES).at(sql, caret, SqlScript.of(sql).at(caret), COLUMNS).candidates().stream().map(Completion.Candidate::text).toList();
    }

    @Test
    void tablesBehindFrom() {
        assertThat(at("select * from cu|").getFirst()).isEqualTo("customer");
        assertThat(at("select * from sales.|")).containsExactly("\"Order\"");
        assertThat(at("select * from o|")).contains("sales.\"Order\"");
        assertThat(at("insert into |").getFirst()).isEqualTo("customer");
    }

    @Test
    void columnsOfTheTablesInTheStatementComeFirst() {
        assertThat(at("select na| from customer").getFirst()).isEqualTo("name");
        assertThat(at("select us| from customer").getFirst()).isEqualTo("\"user\"");
        assertThat(at("select c.| from customer c join sales.\"Order\" o on true")).containsExactly("id", "name", "\"user\"");
        assertThat(at("select o.| from customer c join sales.\"Order\" as o on true")).containsExactly("\"Nr\"", "customer_id");
        assertThat(at("select id| from sales.\"Order\"")).contains("customer_id");
        assertThat(at("select customer.| from customer where true")).containsExactly("id", "name", "\"user\"");
        assertThat(at("select 1; select na|")).doesNotContain("name");
    }

    @Test
    void wordsAndFunctions() {
        assertThat(at("sel|")).containsExactly("select");
        assertThat(at("select cou|")).containsExactly("count");
        assertThat(at("select|")).isEmpty();
    }

    @Test
    void manyTablesAreNoTrouble() {
        var many = new SqlNames(List.of("public"), IntStream.range(0, 5000).mapToObj(i -> new Relation("public", "table_" + i, true)).toList(), List.of());
        var offer = new Completion(many).at("select * from table_49", 22, SqlScript.of("select * from table_49").at(22), Map.of());
        assertThat(offer.candidates().getFirst().text()).isEqualTo("table_49");
        assertThat(offer.candidates()).hasSizeLessThanOrEqualTo(60);
    }
}
