package dev.lifeboat.engine.transfer;

import java.util.Optional;

/**
 * How a CSV file is to be read.
 *
 * @param quote        what values may stand between, doubled within; empty when that character means nothing
 * @param header       whether the first record holds names
 * @param nullText     what NULL is, where it is not quoted; the empty text for nothing at all
 * @param quotedIsNull whether an empty value in quotes is NULL as well, rather than the empty text
 */
public record CsvForm(CsvEncoding encoding, char delimiter, Optional<Character> quote, boolean header, String nullText, boolean quotedIsNull) {

    /** RFC 4180 in UTF-8 with names in the first line: what the export writes unless told otherwise. */
    public static final CsvForm USUAL = new CsvForm(CsvEncoding.UTF_8, ',', Optional.of('"'), true, "", false);

    CsvForm in(CsvEncoding other) {
        return new CsvForm(other, delimiter, quote, header, nullText, quotedIsNull);
    }

    CsvForm with(char otherDelimiter, Optional<Character> otherQuote) {
        return new CsvForm(encoding, otherDelimiter, otherQuote, header, nullText, quotedIsNull);
    }

    CsvForm with(boolean names, String nothing) {
        return new CsvForm(encoding, delimiter, quote, names, nothing, quotedIsNull);
    }
}
