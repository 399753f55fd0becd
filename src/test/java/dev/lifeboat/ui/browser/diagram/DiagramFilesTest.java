package dev.lifeboat.ui.browser.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogDiagram;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.engine.postgres.CatalogRelation.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.paint.Color;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class DiagramFilesTest {
    private static final Palette PALETTE = new Palette(Color.WHITE, Color.WHITE, Color.LIGHTGRAY, Color.GRAY, Color.BLACK, Color.DIMGRAY, Color.ORANGE, Color.GRAY, Color.BLUE);

    @Test
    void anSvgIsWellFormedNeedsNothingElseAndHasEveryTableAndKey() throws Exception {
        var drawing = Drawing.of(odd(), true);
        var svg = SvgInk.document(new Picture(drawing, PALETTE), "a <b> & \"c\"");
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var root = factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8))).getDocumentElement();
        assertThat(root.getNamespaceURI() + " " + root.getLocalName()).isEqualTo("http://www.w3.org/2000/svg svg");
        assertThat(texts(root)).contains("Täble <1> & \"q\"?", "naïve col", "numeric(10,2)", "b-2");
        assertThat(svg).doesNotContain("href").doesNotContain("url(").doesNotContain("<style").doesNotContain("<script");
        // The path of each of the three keys begins where its line begins.
        for (var line : drawing.lines()) {
            var start = line.points().getFirst();
            assertThat(svg).contains("<path d=\"M" + number(start.x()) + "," + number(start.y()) + " ");
        }
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a <b> & \"c\"");
    }

    @Test
    void mermaidTellsKeysAndCardinalitiesAndKeepsOddNamesApart() {
        assertThat(Mermaid.of(odd())).isEqualTo("""
                erDiagram
                    T_ble_1_q["Täble <1> & 'q' "] {
                        integer id PK
                        numeric_10_2 na_ve_col "naïve col"
                        integer na_ve_col_2 FK "na_ve col"
                    }
                    b_2["b-2"] {
                        integer id PK, FK
                        text code UK
                    }
                    b_2_2["b_2"]
                    T_ble_1_q |o--o{ T_ble_1_q : "na_ve col"
                    T_ble_1_q ||--o| b_2 : "id"
                    b_2 |o--o{ b_2_2 : "x, y"
                """);
    }

    @Test
    void manyColumnsAreCountedInsteadOfListed() {
        List<CatalogDiagram.Column> columns = new ArrayList<>();
        for (int i = 0; i < 40; i++) columns.add(new CatalogDiagram.Column("c" + i, "integer", false, i == 0, false, false));
        var diagram = new CatalogDiagram(List.of(new CatalogDiagram.Table(1, "s", "wide", Kind.TABLE, columns)), List.of(), 0);
        assertThat(Drawing.of(diagram, true).boxes().getFirst().hidden()).isEqualTo(10);
        var keys = Drawing.of(diagram, false).boxes().getFirst();
        assertThat(keys.columns()).extracting(CatalogDiagram.Column::name).containsExactly("c0");
        assertThat(keys.hidden()).isEqualTo(39);
        // The key's row is the first below the header; what is not listed meets the box at its last line.
        assertThat(keys.port("c0")).isEqualTo(32 + 10.5);
        assertThat(keys.port("c7")).isEqualTo(keys.height() - 6 - 10.5);
    }

    /** Odd names, a key to itself, a one-to-one key, a key to a table without columns of ours. */
    private static CatalogDiagram odd() {
        var first = new CatalogDiagram.Table(1, "s", "Täble <1> & \"q\"\u0001", Kind.TABLE, List.of(
                new CatalogDiagram.Column("id", "integer", true, true, false, false),
                new CatalogDiagram.Column("naïve col", "numeric(10,2)", false, false, false, false),
                new CatalogDiagram.Column("na_ve col", "integer", false, false, true, false)));
        var second = new CatalogDiagram.Table(2, "s", "b-2", Kind.TABLE, List.of(
                new CatalogDiagram.Column("id", "integer", true, true, true, false), new CatalogDiagram.Column("code", "text", false, false, false, true)));
        var third = new CatalogDiagram.Table(3, "s", "b_2", Kind.TABLE, List.of());
        return new CatalogDiagram(List.of(first, second, third), List.of(
                key(first, first, false, false, "na_ve col"), key(second, first, true, true, "id"), key(third, second, false, false, "x", "y")), 0);
    }

    private static CatalogForeignKey key(CatalogDiagram.Table from, CatalogDiagram.Table to, boolean mandatory, boolean single, String... columns) {
        return new CatalogForeignKey("k", new CatalogForeignKey.End(from.oid(), from.schema(), from.name(), from.kind(), List.of(columns)),
                new CatalogForeignKey.End(to.oid(), to.schema(), to.name(), to.kind(), List.of(columns)), mandatory, single, CatalogForeignKey.Action.NOTHING);
    }

    private static List<String> texts(Element root) {
        var found = root.getElementsByTagName("text");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) texts.add(found.item(i).getTextContent());
        return texts;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(java.util.Locale.ROOT, "%.2f", value);
    }
}
