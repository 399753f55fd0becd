package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.io.IOException;
import java.util.List;

/** {@link RowForm.Csv}. */
final class CsvRows implements RowWriter {
    private final RowForm.Csv form;
    private final List<CatalogColumn> columns;
    private final Appendable out;

    CsvRows(RowForm.Csv form, List<CatalogColumn> columns, Appendable out) {
        this.form = form;
        this.columns = columns;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        if (form.mark()) out.append('\uFEFF');
        if (form.header()) row(columns.stream().map(CatalogColumn::name).toList());
    }

    @Override
    public void row(List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) out.append(form.delimiter());
            value(values.get(i), values.size() == 1);
        }
        out.append("\r\n");
    }

    /** Alone on its line {@code \.} would be the end of the data for COPY. */
    private void value(String text, boolean alone) throws IOException {
        if (text == null) out.append(form.nullText());
        else if (text.isEmpty() || text.equals(form.nullText()) || alone && text.equals("\\.") || marked(text)) quoted(text);
        else out.append(text);
    }

    private boolean marked(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == form.delimiter() || c == '"' || c == '\n' || c == '\r') return true;
        }
        return false;
    }

    private void quoted(String text) throws IOException {
        out.append('"').append(text.replace("\"", "\"\"")).append('"');
    }

    @Override
    public void end() {}
}
