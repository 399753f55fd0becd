package dev.lifeboat.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in columns, for people. The last column is never padded, and no line ends with a space. */
final class Table {

    private static final String GAP = "   ";

    private final String indent;
    private final List<String> alignments = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** @param headings those that begin with {@code >} are of columns aligned to the right */
    Table(String indent, String... headings) {
        this.indent = indent;
        List<String> names = new ArrayList<>();
        for (String heading : headings) {
            boolean right = heading.startsWith(">");
            alignments.add(right ? ">" : "<");
            names.add(right ? heading.substring(1) : heading);
        }
        if (names.stream().anyMatch(name -> !name.isEmpty())) {
            rows.add(names);
        }
    }

    Table row(String... cells) {
        if (cells.length != alignments.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + alignments.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    @Override public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                String padding = " ".repeat(widths[column] - columns(row.get(column)));
                boolean right = alignments.get(column).equals(">");
                line.append(column == 0 ? "" : GAP).append(right ? padding : "").append(row.get(column)).append(right ? "" : padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[alignments.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], columns(row.get(column)));
            }
        }
        return widths;
    }

    /** Code points, so that a name with an emoji does not shift its line by more than the emoji's own width. */
    private static int columns(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
