package dev.lifeboat.engine.transfer;

import dev.lifeboat.engine.Failure;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** The records of a file, one after the other; memory holds one. Not thread-safe. */
final class CsvRecords implements AutoCloseable {

    /** Stands where bytes are no letter of the encoding. Unicode promises that no text holds it. */
    static final char NO_LETTER = '\uFFFF';

    /** No record is longer, so that a quote that is never closed does not take the rest of the file into memory. */
    static final int LONGEST = 16 << 20;

    private static final int BUFFER = 1 << 16;
    private static final char MARK = '\uFEFF';

    /** @param line where it begins, from 1. @param values null for NULL */
    record Row(long line, List<String> values) {
        /** Nothing but the end of a line. */
        boolean isBlank() {
            return values.size() == 1 && (values.getFirst() == null || values.getFirst().isEmpty());
        }
    }

    private final Path file;
    private final CsvForm form;
    private final Counted bytes;
    private final Measured letters;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;

    /** Opens a file. @throws Failure.StorageFailed when it cannot be read */
    CsvRecords(Path file, CsvForm form) {
        this.file = file;
        this.form = form;
        try {
            bytes = new Counted(Files.newInputStream(file));
            letters = new Measured(withoutMark(bytes, form.encoding()));
            parser = format(form).parse(letters);
        } catch (IOException e) {
            throw unreadable(e);
        }
        records = parser.iterator();
    }

    /** Quotes are told from their absence in the reading, too, so that NULL is not the text that looks like it. */
    private static CSVFormat format(CsvForm form) {
        return CSVFormat.DEFAULT.builder().setDelimiter(form.delimiter()).setQuote(form.quote().orElse(null)).setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setNullString(form.nullText().isEmpty() ? null : form.nullText()).setIgnoreEmptyLines(false).get();
    }

    private static Reader withoutMark(InputStream in, CsvEncoding encoding) throws IOException {
        var decoder = encoding.charset().newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(NO_LETTER));
        var reader = new PushbackReader(new InputStreamReader(in, decoder));
        int first = reader.read();
        if (first >= 0 && first != MARK) reader.unread(first);
        return reader;
    }

    /**
     * The next record; empty at the end.
     *
     * @throws BrokenRecord          when a quote is broken: what follows cannot be read
     * @throws Failure.StorageFailed when the file cannot be read
     */
    Optional<Row> next() throws BrokenRecord {
        long line = parser.getCurrentLineNumber() + 1;
        letters.mark = letters.count;
        try {
            return records.hasNext() ? Optional.of(new Row(line, values(records.next()))) : Optional.empty();
        } catch (UncheckedIOException e) {
            throw switch (e.getCause()) {
                case TooLong _ -> new BrokenRecord(line, "The record has more than " + (LONGEST >> 20) + " million letters: perhaps a quote in it is never closed.", e);
                case CSVException _ -> new BrokenRecord(line, "A quote is broken: it is never closed, or something follows it before the next delimiter.", e);
                case IOException other -> throw unreadable(other);
            };
        }
    }

    /** Passes the names in the first record over, where it holds such. */
    void passHeader() throws BrokenRecord {
        if (form.header()) next();
    }

    private List<String> values(CSVRecord record) {
        List<String> values = new ArrayList<>(record.size());
        for (String value : record) values.add(form.quotedIsNull() && value != null && value.isEmpty() ? null : value);
        return values;
    }

    /** How many bytes of the file were read so far. */
    long bytesRead() {
        return bytes.count;
    }

    private Failure unreadable(IOException e) {
        return unreadable(file, e);
    }

    static Failure unreadable(Path file, IOException e) {
        return new Failure.StorageFailed(false, "Could not read " + file + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()) + ".", e,
                "Check that the file is there and may be read.");
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static final class TooLong extends IOException {}

    /** Watches how long a record becomes. */
    private static final class Measured extends FilterReader {
        private long count;
        private long mark;

        Measured(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] to, int start, int most) throws IOException {
            if (count - mark > LONGEST) throw new TooLong();
            int read = super.read(to, start, most);
            if (read > 0) count += read;
            return read;
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(new BufferedInputStream(in, BUFFER));
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) count++;
            return one;
        }

        @Override
        public int read(byte[] to, int start, int most) throws IOException {
            int read = super.read(to, start, most);
            if (read > 0) count += read;
            return read;
        }
    }
}
