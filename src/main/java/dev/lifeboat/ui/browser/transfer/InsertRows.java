package dev.lifeboat.ui.browser.transfer;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.engine.postgres.Sql;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@link RowForm.Inserts}. */
public final class InsertRows implements RowWriter {
    /** From this length on a statement takes no more rows. */
    private static final long LONG = 1 << 20;

    private final RowForm.Inserts form;
    private final List<CatalogColumn> columns;
    private final List<Integer> written;
    private final Appendable out;
    private final String opening;
    private int rows;
    private long length;

    InsertRows(RowForm.Inserts form, List<CatalogColumn> columns, Appendable out) {
        this.form = form;
        this.columns = columns;
        this.out = out;
        written = IntStream.range(0, columns.size()).filter(i -> columns.get(i).origin() != CatalogColumn.Origin.GENERATED).boxed().toList();
        opening = opening();
    }

    private String opening() {
        String names = written.stream().map(i -> Sql.name(columns.get(i).name())).collect(Collectors.joining(", "));
        boolean identity = written.stream().anyMatch(i -> columns.get(i).origin() == CatalogColumn.Origin.IDENTITY_ALWAYS);
        return "insert into " + (form.schema().isEmpty() ? "" : Sql.name(form.schema()) + ".") + Sql.name(form.table())
                + (written.isEmpty() ? " default values" : " (" + names + ")" + (identity ? " overriding system value" : "") + " values\n");
    }

    @Override
    public void begin() {}

    @Override
    public void row(List<String> values) throws IOException {
        if (rows == form.rows() || length > LONG || rows > 0 && written.isEmpty()) end();
        out.append(rows == 0 ? opening : ",\n");
        rows++;
        if (written.isEmpty()) return;
        String row = written.stream().map(i -> literal(columns.get(i), values.get(i))).collect(Collectors.joining(", ", "  (", ")"));
        length += row.length();
        out.append(row);
    }

    /** Ends the statement that is begun. */
    @Override
    public void end() throws IOException {
        if (rows > 0) out.append(";\n");
        rows = 0;
        length = 0;
    }

    /** One value alone. @param value null for NULL */
    public static String literal(CatalogColumn column, String value) {
        if (value == null) return "null";
        return switch (column.family()) {
            case NUMBER -> JsonRows.isNumber(value) ? value : Sql.text(value);
            case BOOLEAN -> JsonRows.truth(value);
            default -> Sql.text(value);
        };
    }
}
