package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** How a line of the tree looks: icon, name, and quietly about how many rows. */
final class TreeLine extends TreeCell<TreeEntry> {
    private final Formats formats;
    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label figures = new Label();
    private final HBox line = Layout.row(Css.GAP_SMALL, icon, name, Layout.spring(), figures);

    TreeLine(Formats formats) {
        this.formats = formats;
        icon.getStyleClass().add("browser-icon");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(40);
        HBox.setHgrow(name, Priority.SOMETIMES);
        figures.getStyleClass().addAll(Css.QUIET, Css.NUMERIC, "browser-figures");
        figures.setMinWidth(USE_PREF_SIZE);
        // A tree cell is as wide as its content unless told otherwise; then names would run out of the pane.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TreeEntry entry, boolean empty) {
        super.updateItem(entry, empty);
        getStyleClass().removeAll("browser-note", "browser-failed");
        setTooltip(null);
        if (empty || entry == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        setGraphic(line);
        switch (entry) {
            case TreeEntry.Database(var branch) -> show(Icons.DATABASE, branch.name(), formats.size(branch.sizeBytes()), branch.name());
            case TreeEntry.Schema(_, var schema, var count) -> show(Icons.SCHEMA, schema, formats.count(count), Messages.text("browser.tree.schema", schema, count));
            case TreeEntry.Relation(var database, var branch) -> show(branch.relation(), database.sizesProperty().get().getOrDefault(branch.relation().oid(), -1L));
            case TreeEntry.Folder(_, var schema, var group, var count) -> show(group.icon(), group.word(), formats.count(count), schema + ", " + group.word() + ", " + formats.count(count));
            case TreeEntry.Thing(_, var object) -> show(Group.of(object.kind()).icon(), object.name(), "", object.schema() + "." + object.name() + "\n" + object.detail());
            case TreeEntry.ContainerPub _ -> show(Feather.BOX, Messages.text("browser.containerpub"), "", Messages.text("browser.containerpub"));
            case TreeEntry.Functions _ -> show(Feather.ACTIVITY, Messages.text("browser.containerpub.calls"), "", Messages.text("browser.containerpub.calls.words"));
            case TreeEntry.Shortcut(var database, var shortcut) -> {
                show(shortcut.relation(), database.sizesProperty().get().getOrDefault(shortcut.relation().oid(), -1L));
                name.setText(shortcut.title());
            }
            case TreeEntry.Note(var text, var failed) -> {
                show(failed ? Feather.ALERT_TRIANGLE : Feather.MINUS, text, "", text);
                getStyleClass().add(failed ? "browser-failed" : "browser-note");
            }
        }
    }

    private void show(CatalogRelation relation, long size) {
        // One figure in the line, and always the same, all in the tooltip: the name needs the room.
        var figure = "";
        var words = new ArrayList<String>();
        words.add(Icons.word(relation.kind()) + " " + relation.schema() + "." + relation.name());
        if (relation.estimatedRows() >= 0) {
            figure = Messages.text("browser.tree.rows", relation.estimatedRows(), compact().format(relation.estimatedRows()));
            words.add(Messages.text("browser.rows.about", relation.estimatedRows()));
        } else if (size >= 0) {
            words.add(Messages.text("browser.rows.unknown"));
        }
        if (size >= 0) words.add(Messages.text("browser.size.total", formats.size(size)));
        show(Icons.of(relation.kind()), relation.name(), figure, String.join("\n", words));
    }

    private static NumberFormat compact() {
        var compact = NumberFormat.getCompactNumberInstance(Locale.getDefault(Locale.Category.FORMAT), NumberFormat.Style.SHORT);
        compact.setMaximumFractionDigits(1);
        return compact;
    }

    private void show(Ikon ikon, String title, String figure, String whole) {
        icon.setIconCode(ikon);
        name.setText(title);
        figures.setText(figure);
        setAccessibleText(whole);
        setTooltip(new Tooltip(whole));
    }
}
