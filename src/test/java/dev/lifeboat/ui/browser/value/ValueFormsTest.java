package dev.lifeboat.ui.browser.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.ui.browser.read.Cell;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is made of a value before it is shown. */
class ValueFormsTest {
    @Test
    void bytesAreWrittenSixteenOnALineWithTheirAscii() {
        byte[] bytes = "Lifeboat \n\u0000 0123456".getBytes(StandardCharsets.US_ASCII);
        assertThat(HexDump.lines(bytes, 0x10000)).containsExactly(
                "00010000  4c 69 66 65 62 6f 61 74  20 0a 00 20 30 31 32 33  Lifeboat .. 0123",
                "00010010  34 35 36                                          456");
        assertThat(HexDump.lines(new byte[] {(byte) 0xff}, 0)).singleElement().asString().startsWith("00000000  ff ").endsWith(" .");
    }

    @Test
    void jsonIsShownAsItIsStored() {
        var document = JsonItem.parse("{\"b\": 1.50, \"a\": [1e400, \"x\\n\\\"\", null, {}], \"b\": true, \"odd key\": {\"c\": []}}").orElseThrow();
        assertThat(document.children()).extracting(JsonItem::step).containsExactly(".b", ".a", ".b", ".\"odd key\"");
        assertThat(document.children()).extracting(JsonItem::name).containsExactly("b", "a", "b", "\"odd key\"");
        assertThat(document.children()).extracting(JsonItem::summary).containsExactly("1.50", "[ 4 ]", "true", "{ 1 }");
        assertThat(document.children().get(1).children()).extracting(JsonItem::value).containsExactly("1e400", "x\n\"", "null", "{}");
        assertThat(document.formatted()).isEqualTo("""
                {
                  "b": 1.50,
                  "a": [
                    1e400,
                    "x\\n\\"",
                    null,
                    {}
                  ],
                  "b": true,
                  "odd key": {
                    "c": []
                  }
                }""");
        assertThat(JsonItem.parse("{a: 1}")).isEmpty();
        assertThat(JsonItem.parse("1 2")).isEmpty();
        assertThat(JsonItem.parse("")).isEmpty();
        assertThat(JsonItem.parse("\"just a text\"").orElseThrow().value()).isEqualTo("just a text");
    }

    @Test
    void arraysAreTakenApartAsTheManualSays() {
        assertThat(ArrayElements.of("{1,2,NULL}", ',')).isEqualTo(Arrays.asList("1", "2", null));
        assertThat(ArrayElements.of("{\"NULL\",\"a,b\",\"say \\\"hi\\\"\",\"back\\\\slash\",\"\"}", ',')).containsExactly("NULL", "a,b", "say \"hi\"", "back\\slash", "");
        assertThat(ArrayElements.of("{{1,2},{\"}\",4}}", ',')).containsExactly("{1,2}", "{\"}\",4}");
        assertThat(ArrayElements.of("[0:1]={7,8}", ',')).containsExactly("7", "8");
        assertThat(ArrayElements.of("{}", ',')).isEmpty();
    }

    @Test
    void geometriesBecomeWellKnownText() {
        // From PostGIS: select 'SRID=4326;POINT(1 2.5)'::geometry, 'LINESTRING Z (0 0 1, 2 0 3)', big endian POINT(2 4)
        assertThat(Geometry.wkt("0101000020E6100000000000000000F03F0000000000000440")).contains("SRID=4326;POINT(1 2.5)");
        assertThat(Geometry.wkt("0102000080020000000000000000000000" + "0000000000000000" + "000000000000F03F" + "0000000000000040" + "0000000000000000" + "0000000000000840"))
                .contains("LINESTRING(0 0 1,2 0 3)");
        assertThat(Geometry.wkt("000000000140000000000000004010000000000000")).contains("POINT(2 4)");
        assertThat(Geometry.wkt("0101000000")).isEmpty();
        assertThat(Geometry.wkt("no hex")).isEmpty();
    }

    @Test
    void aMomentReadsDifferentlyInEveryZone() {
        var moment = Moment.parse("2026-11-22 15:32:07.5+01").orElseThrow();
        assertThat(Moment.in(moment, ZoneId.of("UTC"))).isEqualTo("2026-11-22 14:32:07.5 +00:00");
        assertThat(Moment.in(moment, ZoneId.of("Asia/Kolkata"))).isEqualTo("2026-11-22 20:02:07.5 +05:30");
        assertThat(Moment.parse("2026-11-22 15:32:07+05:30")).isPresent();
        assertThat(Moment.parse("infinity")).isEmpty();
        assertThat(Moment.parse("0044-03-15 12:00:00+00:53 BC")).isEmpty();
    }

    @Test
    void eachTypeHasItsForms() {
        assertThat(forms("jsonb", Family.JSON, new Cell("{}", false, -1))).containsExactly(Form.TREE, Form.FORMATTED, Form.TEXT);
        assertThat(forms("text", Family.TEXT, new Cell(" [1]", false, -1))).containsExactly(Form.TEXT, Form.TREE, Form.FORMATTED);
        assertThat(forms("text", Family.TEXT, new Cell("words", false, -1))).containsExactly(Form.TEXT);
        assertThat(forms("text[]", Family.ARRAY, new Cell("{}", false, -1))).containsExactly(Form.LIST, Form.TEXT);
        assertThat(forms("timestamp with time zone", Family.TIME, new Cell("2026-11-22 15:32:07+01", false, -1))).containsExactly(Form.MOMENT, Form.TEXT);
        assertThat(forms("timestamp with time zone", Family.TIME, new Cell("infinity", false, -1))).containsExactly(Form.TEXT);
        assertThat(forms("public.geometry", Family.OTHER, new Cell("0101", true, -1))).containsExactly(Form.SHAPE, Form.TEXT);
        assertThat(forms("bytea", Family.BINARY, new Cell("00", false, 1))).containsExactly(Form.HEX);
        assertThat(ImageKind.of("89504e470d0a1a0a0000")).contains(ImageKind.PNG);
        assertThat(ImageKind.of("ffd8ffe000104a46")).contains(ImageKind.JPEG);
        assertThat(ImageKind.of("424d00010000000000003600")).contains(ImageKind.BMP);
        assertThat(ImageKind.of("424d6f72652074657874")).isEmpty();
    }

    private static List<Form> forms(String type, Family family, Cell cell) {
        return Form.of(new CatalogColumn("c", type, type, family, false, Optional.empty(), CatalogColumn.Origin.PLAIN, Optional.empty(), true), cell, false);
    }
}
