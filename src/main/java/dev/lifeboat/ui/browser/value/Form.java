package dev.lifeboat.ui.browser.value;

import dev.lifeboat.engine.postgres.CatalogColumn;
import dev.lifeboat.ui.browser.read.Cell;
import java.util.ArrayList;
import java.util.List;

/** The ways to look at a value. */
public enum Form {
    TEXT, TREE, FORMATTED, LIST, MOMENT, SHAPE, IMAGE, HEX;

    /** Those that make sense, the best first. @param image whether the bytes begin as those of an image do */
    static List<Form> of(CatalogColumn column, Cell cell, boolean image) {
        if (cell.isNull()) return List.of(TEXT);
        if (cell.isBinary()) return image ? List.of(IMAGE, HEX) : List.of(HEX);
        var forms = new ArrayList<Form>();
        String text = cell.text().stripLeading();
        switch (column.family()) {
            case JSON -> forms.addAll(List.of(TREE, FORMATTED));
            case ARRAY -> forms.add(LIST);
            case TIME -> {
                if (column.castType().equals("timestamp with time zone") && Moment.parse(cell.text()).isPresent()) forms.add(MOMENT);
            }
            case OTHER -> {
                if (column.castType().matches("(.*\\.)?(geometry|geography)")) forms.add(SHAPE);
            }
            case TEXT, NUMBER, BOOLEAN, BINARY -> {}
        }
        forms.add(TEXT);
        // Text that looks like a document may be one: the tree is offered, not forced.
        if (column.family() == CatalogColumn.Family.TEXT && (text.startsWith("{") || text.startsWith("["))) forms.addAll(List.of(TREE, FORMATTED));
        return List.copyOf(forms);
    }

    /** Whether it can show a part of a value; the others need all of it. */
    boolean showsParts() {
        return this == TEXT || this == HEX;
    }
}
