package dev.lifeboat.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvGuessTest {
    private static final String CITIES = "id;city;note\n1;Zürich;née\n2;Göteborg;\n";

    @TempDir Path folder;

    @Test
    void theEncodingIsSeenByItsMarkOrByItsBytes() throws Exception {
        assertThat(read(CITIES.getBytes(StandardCharsets.UTF_8), CsvEncoding.UTF_8)).isEqualTo("Zürich");
        assertThat(read(("\uFEFF" + CITIES).getBytes(StandardCharsets.UTF_8), CsvEncoding.UTF_8)).isEqualTo("Zürich");
        assertThat(read(("\uFEFF" + CITIES).getBytes(StandardCharsets.UTF_16LE), CsvEncoding.UTF_16LE)).isEqualTo("Zürich");
        assertThat(read(("\uFEFF" + CITIES).getBytes(StandardCharsets.UTF_16BE), CsvEncoding.UTF_16BE)).isEqualTo("Zürich");
        assertThat(read(CITIES.getBytes(StandardCharsets.UTF_16LE), CsvEncoding.UTF_16LE)).isEqualTo("Zürich");
        assertThat(read(CITIES.getBytes(StandardCharsets.UTF_16BE), CsvEncoding.UTF_16BE)).isEqualTo("Zürich");
        assertThat(read(CITIES.getBytes(Charset.forName("windows-1252")), CsvEncoding.WINDOWS_1252)).isEqualTo("Zürich");
        // In ISO 8859-1 the same letters have the same bytes.
        assertThat(read(CITIES.getBytes(StandardCharsets.ISO_8859_1), CsvEncoding.WINDOWS_1252)).isEqualTo("Zürich");
        assertThat(read(("id;city\n1;" + "€".repeat(100)).getBytes(Charset.forName("windows-1252")), CsvEncoding.WINDOWS_1252)).isEqualTo("€".repeat(100));
    }

    private String read(byte[] bytes, CsvEncoding expected) throws IOException {
        Path file = file(bytes);
        var form = CsvGuess.form(file, Set.of());
        assertThat(form.encoding()).isEqualTo(expected);
        assertThat(form.delimiter()).isEqualTo(';');
        var sample = CsvSample.read(file, form);
        assertThat(sample.names().getFirst()).isEqualTo("id");
        return sample.rows().getFirst().get(1);
    }

    @Test
    void aLetterThatIsCutAtTheEndOfTheSampleIsStillUtf8() throws Exception {
        // The sample ends after 262,144 bytes: an odd number of them before the two-byte letters cuts one.
        assertThat(CsvGuess.form(file(("x" + "ü".repeat(140_000)).getBytes(StandardCharsets.UTF_8)), Set.of()).encoding()).isEqualTo(CsvEncoding.UTF_8);
        assertThat(CsvGuess.form(file("trunk\nü".getBytes(StandardCharsets.ISO_8859_1)), Set.of()).encoding()).isEqualTo(CsvEncoding.WINDOWS_1252);
    }

    @Test
    void delimiterAndQuoteAreThoseThatMakeRecordsAlike() throws Exception {
        assertThat(form("a,b\n1,\"x;y;z\"\n2,\"p;q;r\"\n")).isEqualTo(new CsvForm(CsvEncoding.UTF_8, ',', Optional.of('"'), true, "", false));
        assertThat(form("a\tb\n1\tx, y\n2\tz\n").delimiter()).isEqualTo('\t');
        assertThat(form("a|b|c\n1|2|3\n").delimiter()).isEqualTo('|');
        assertThat(form("amount;name\n1,5;x\n2,25;y\n").delimiter()).isEqualTo(';');
        assertThat(form("a,b\n1,'x, y'\n2,'z'\n").quote()).contains('\'');
        assertThat(form("name\nx\ny\n").delimiter()).isEqualTo(',');
    }

    @Test
    void namesAreToldFromValues() throws Exception {
        assertThat(form("id,name\n1,x\n").header()).isTrue();
        assertThat(form("1,x\n2,y\n").header()).isFalse();
        assertThat(form("name,place\nx,y\n").header()).isTrue();
        assertThat(form("x,y\nx,z\n").header()).as("the same below").isFalse();
        assertThat(form("name,name\nx,y\n").header()).as("twice").isFalse();
        assertThat(CsvGuess.form(file("2026,ID\n1,2\n".getBytes(StandardCharsets.UTF_8)), Set.of("id")).header()).as("known").isTrue();
        assertThat(form("").header()).isFalse();
    }

    @Test
    void whatMeansNullIsNothingUnlessAWordDoes() throws Exception {
        assertThat(form("a,b\n1,\\N\n2,x\n").nullText()).isEqualTo("\\N");
        assertThat(form("a,b\n1,NULL\n2,x\n").nullText()).isEqualTo("NULL");
        assertThat(form("a,b\n1,\"NULL\"\n2,x\n").nullText()).isEmpty();
        assertThat(form("a,b\n1,NULL\n2,\n").nullText()).isEmpty();
    }

    @Test
    void typesAreTheNarrowestThatTakeAllValues() {
        assertThat(ColumnType.of(List.of("1", "-20"))).isEqualTo(ColumnType.INTEGER);
        assertThat(ColumnType.of(List.of("1", "2147483648"))).isEqualTo(ColumnType.BIGINT);
        assertThat(ColumnType.of(List.of("1", "9223372036854775808"))).isEqualTo(ColumnType.NUMERIC);
        assertThat(ColumnType.of(List.of("1", "2.50"))).isEqualTo(ColumnType.NUMERIC);
        assertThat(ColumnType.of(List.of("1", "2.5e-3", "NaN"))).isEqualTo(ColumnType.DOUBLE);
        assertThat(ColumnType.of(List.of("01", "02"))).as("a code, not a number").isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.of(List.of("t", "FALSE"))).isEqualTo(ColumnType.BOOLEAN);
        assertThat(ColumnType.of(List.of("2026-02-28", "infinity"))).isEqualTo(ColumnType.DATE);
        assertThat(ColumnType.of(List.of("2026-02-30"))).as("no such day").isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.of(List.of("2026-02-28 10:00:00.5", "-infinity"))).isEqualTo(ColumnType.TIMESTAMP);
        assertThat(ColumnType.of(List.of("2026-02-28T10:00:00Z", "2026-02-28 10:00:00+02"))).isEqualTo(ColumnType.TIMESTAMPTZ);
        assertThat(ColumnType.of(List.of("10:00"))).isEqualTo(ColumnType.TIME);
        assertThat(ColumnType.of(List.of("00000000-0000-0000-0000-00000000000a"))).isEqualTo(ColumnType.UUID);
        assertThat(ColumnType.of(List.of("{\"a\": [1]}", "[]"))).isEqualTo(ColumnType.JSONB);
        assertThat(ColumnType.of(List.of("{1,2}", "[1"))).isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.of(List.of("\\x00ff"))).isEqualTo(ColumnType.BYTEA);
        assertThat(ColumnType.of(List.of("1", ""))).as("an empty text is no number").isEqualTo(ColumnType.TEXT);
        assertThat(ColumnType.of(Arrays.asList("1", null))).as("NULL tells nothing").isEqualTo(ColumnType.INTEGER);
        assertThat(ColumnType.of(Arrays.asList((String) null))).isEqualTo(ColumnType.TEXT);
    }

    @Test
    void theSampleNamesItsColumnsEachOnce() throws Exception {
        var sample = CsvSample.read(file("a,,a, b \n1,2,3,4\n".getBytes(StandardCharsets.UTF_8)), CsvForm.USUAL);
        assertThat(sample.names()).containsExactly("a", "column_2", "a_2", "b");
        assertThat(sample.rows()).containsExactly(List.of("1", "2", "3", "4"));
        assertThat(sample.problem()).isEmpty();
        assertThat(sample.sizeBytes()).isEqualTo(17);
    }

    @Test
    void theSampleGoesAsFarAsItCanBeRead() throws Exception {
        var sample = CsvSample.read(file("a,b\n1,x\n2,\"y\nz\n".getBytes(StandardCharsets.UTF_8)), CsvForm.USUAL);
        assertThat(sample.rows()).containsExactly(List.of("1", "x"));
        assertThat(sample.problem()).hasValueSatisfying(what -> assertThat(what).startsWith("Line 3: A quote is broken"));
    }

    @Test
    void aFileThatIsNotThereIsAFailure() {
        assertThatThrownBy(() -> CsvGuess.form(folder.resolve("none.csv"), Set.of())).isInstanceOf(Failure.StorageFailed.class);
    }

    private CsvForm form(String text) throws IOException {
        return CsvGuess.form(file(text.getBytes(StandardCharsets.UTF_8)), Set.of());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("in.csv"), bytes);
    }
}
