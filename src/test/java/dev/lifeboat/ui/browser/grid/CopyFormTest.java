package dev.lifeboat.ui.browser.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.CatalogColumn.Family;
import dev.lifeboat.engine.postgres.CatalogColumn.Origin;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyFormTest {
    private static final List<CatalogColumn> COLUMNS = List.of(column("id", "bigint", Family.NUMBER, Origin.IDENTITY_ALWAYS), column("we\"ird", "text", Family.TEXT, Origin.PLAIN),
            column("doc", "jsonb", Family.JSON, Origin.PLAIN), column("twice", "bigint", Family.NUMBER, Origin.GENERATED));
    private static final CatalogTable TABLE = new CatalogTable(1, "public", "t'x", CatalogRelation.Kind.TABLE, COLUMNS, List.of("id"), true);
    private static final List<List<String>> ROWS = List.of(Arrays.asList("1", "it's, \"so\"\nand | so", "{\"a\": 1}", "2"), Arrays.asList("2", "", null, "NaN"), Arrays.asList("3", null, "[]", null));

    @Test
    void forSpreadsheets() {
        assertThat(rows(CopyForm.CSV, true)).isEqualTo("id,\"we\"\"ird\",doc,twice\r\n1,\"it's, \"\"so\"\"\nand | so\",\"{\"\"a\"\": 1}\",2\r\n2,\"\",,NaN\r\n3,,[],\r\n");
        assertThat(rows(CopyForm.CSV, false)).startsWith("1,");
        assertThat(rows(CopyForm.TSV, false)).isEqualTo("1\t\"it's, \"\"so\"\"\nand | so\"\t\"{\"\"a\"\": 1}\"\t2\n2\t\"\"\t\tNaN\n3\t\t[]\t\n");
    }

    @Test
    void forPrograms() {
        assertThat(rows(CopyForm.JSON, true)).isEqualTo("""
                [
                  {"id": 1, "we\\"ird": "it's, \\"so\\"\\nand | so", "doc": {"a": 1}, "twice": 2},
                  {"id": 2, "we\\"ird": "", "doc": null, "twice": "NaN"},
                  {"id": 3, "we\\"ird": null, "doc": [], "twice": null}
                ]
                """);
        assertThat(rows(CopyForm.SQL_INSERT, true)).isEqualTo("""
                insert into "public"."t'x" ("id", "we""ird", "doc") overriding system value values
                  (1, 'it''s, "so"
                and | so', '{"a": 1}'),
                  (2, '', null),
                  (3, null, '[]');
                """);
        assertThat(CopyForm.IN_LIST.rows(TABLE, List.of(COLUMNS.get(1)), List.of(List.of("a"), List.of("it's"), Arrays.asList((String) null), List.of("a")), true)).isEqualTo("('a', 'it''s')");
        assertThat(CopyForm.IN_LIST.rows(TABLE, COLUMNS.subList(0, 2), List.of(List.of("1", "a"), List.of("2", "b\\")), true)).isEqualTo("((1, 'a'), (2, E'b\\\\'))");
    }

    @Test
    void forReading() {
        assertThat(rows(CopyForm.MARKDOWN, false)).isEqualTo("""
                | id | we"ird | doc | twice |
                | ---: | --- | --- | ---: |
                | 1 | it's, "so"<br>and \\| so | {"a": 1} | 2 |
                | 2 |  | *NULL* | NaN |
                | 3 | *NULL* | [] | *NULL* |
                """);
    }

    @Test
    void oneValueAlone() {
        assertThat(CopyForm.TSV.value(COLUMNS.get(1), "two\nlines")).isEqualTo("two\nlines");
        assertThat(CopyForm.JSON.value(COLUMNS.get(1), "two\nlines")).isEqualTo("\"two\\nlines\"");
        assertThat(CopyForm.SQL_INSERT.value(COLUMNS.get(1), null)).isEqualTo("null");
        assertThat(CopyForm.IN_LIST.value(COLUMNS.get(0), "7")).isEqualTo("(7)");
    }

    private static String rows(CopyForm form, boolean headers) {
        return form.rows(TABLE, COLUMNS, ROWS, headers);
    }

    private static CatalogColumn column(String name, String type, Family family, Origin origin) {
        return new CatalogColumn(name, type, type, family, false, Optional.empty(), origin, Optional.empty(), true);
    }
}
