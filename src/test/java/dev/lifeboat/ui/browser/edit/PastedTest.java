package dev.lifeboat.ui.browser.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogTable;
import dev.lifeboat.engine.stack.Protection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PastedTest {
    private static final CatalogTable TABLE = new CatalogTable(1, "public", "t", CatalogRelation.Kind.TABLE,
            List.of(column("id", CatalogColumn.Origin.IDENTITY_ALWAYS, null), column("name", CatalogColumn.Origin.PLAIN, null), column("note", CatalogColumn.Origin.PLAIN, "'x'")), List.of("id"), true);
    private static final EditRules RULES = new EditRules(Protection.CONFIRM, TABLE, new TableRights(true, TABLE.columns().stream()
            .map(column -> new TableRights.Column(column.name(), true, true, List.of(), false, true)).collect(Collectors.toMap(TableRights.Column::name, Function.identity()))));

    private static CatalogColumn column(String name, CatalogColumn.Origin origin, String defaultOrNull) {
        return new CatalogColumn(name, "text", "text", CatalogColumn.Family.TEXT, false, Optional.ofNullable(defaultOrNull), origin, Optional.empty(), true);
    }

    private static Pasted read(String clipboard) {
        return Pasted.read(clipboard, TABLE, RULES);
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    @Test
    void aHeadingSaysWhichColumnAndWhatIsLeftOutIsTold() {
        var pasted = read("NOTE\tname\tcolour\r\na\tb\tred\r\n");
        assertThat(pasted.heading()).isTrue();
        assertThat(pasted.rows()).containsExactly(Map.of("note", text("a"), "name", text("b")));
        assertThat(pasted.problems()).singleElement().asString().contains("colour");
        assertThat(read("id,name\n7,x").problems()).singleElement().asString().contains("identity");
    }

    @Test
    void withoutAHeadingTheOrderCounts() {
        var pasted = read("7\tAda\tfirst\n8\tBob\tsecond\tmore\n\n");
        assertThat(pasted.heading()).isFalse();
        assertThat(pasted.rows()).containsExactly(Map.of("name", text("Ada"), "note", text("first")), Map.of("name", text("Bob"), "note", text("second")));
        assertThat(pasted.problems()).containsExactly("Line 2 has 4 values for 3 columns; the rest is left out.");
    }

    @Test
    void nothingIsTheDefaultOrNullAndQuotesHoldEverything() {
        assertThat(read("name\tnote\n\t\n\"\"\t\"a\"\"b\tc\nd\"\n").rows())
                .containsExactly(Map.of("name", new Value.Null()), Map.of("name", text(""), "note", text("a\"b\tc\nd")));
        assertThat(read("name,note\n\"a,b\",c\nlast,").rows()).containsExactly(Map.of("name", text("a,b"), "note", text("c")), Map.of("name", text("last")));
        assertThat(read("").rows()).isEmpty();
        assertThat(read("name\tnote\n\"open").rows()).hasSize(1);
    }
}
