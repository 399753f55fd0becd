package dev.lifeboat.ui.browser;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.SchemaAt;
import dev.lifeboat.ui.browser.tree.Icons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The name of what was chosen, and what can be done with its rows. In a narrow pane the words of buttons go and the
 * rarer actions wait in a menu, so that the name can be read.
 */
final class RelationHeader extends HBox {
    /** Below this width, in pixels of the pane. */
    private static final double NARROW = 600;

    /** A shorter rest of the words beside the name says nothing. */
    private static final double WORTH_READING = 70;

    private final FontIcon icon = new FontIcon();
    private final Label name = new Label();
    private final Label where = new Label();
    private final HBox actions = Layout.row(Css.GAP);
    private final MenuButton more = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
    private final List<ButtonBase> usual = new ArrayList<>();
    private final List<ButtonBase> rare = new ArrayList<>();
    private boolean hasRows = true;

    RelationHeader() {
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add(Css.GAP);
        name.setId("browser-name");
        name.getStyleClass().add(Styles.TITLE_4);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        where.setId("browser-kind");
        where.getStyleClass().add(Css.QUIET);
        where.setMinWidth(0);
        where.setMaxWidth(Double.MAX_VALUE);
        // What is left of a border pane has all the room it wants: the name before the rest.
        var title = new BorderPane(where, null, null, null, name);
        BorderPane.setAlignment(name, Pos.CENTER_LEFT);
        where.visibleProperty().bind(where.widthProperty().greaterThan(WORTH_READING));
        title.setMinWidth(0);
        title.getStyleClass().add("browser-title");
        HBox.setHgrow(title, Priority.ALWAYS);
        icon.getStyleClass().add("browser-icon");
        actions.setMinWidth(USE_PREF_SIZE);
        more.setId("browser-more");
        more.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Tweaks.NO_ARROW);
        more.setAccessibleText(Messages.text("browser.more"));
        more.setTooltip(new Tooltip(more.getAccessibleText()));
        getChildren().addAll(icon, title, actions);
        widthProperty().addListener(_ -> arrange());
        arrange();
    }

    /** Adds what is done with rows. @param first keep their places, where it is narrow without their words. @param later wait in the menu there */
    void rows(List<ButtonBase> first, List<Button> later) {
        usual.addAll(first);
        rare.addAll(later);
        for (var button : later) {
            var item = new MenuItem(button.getAccessibleText(), new FontIcon(((FontIcon) button.getGraphic()).getIconCode()));
            item.setId(button.getId() + "-item");
            item.setOnAction(_ -> button.fire());
            more.getItems().add(item);
        }
        actions.getChildren().addAll(first);
        actions.getChildren().addAll(later);
        actions.getChildren().add(more);
        arrange();
    }

    /** Adds what can always be done. */
    void always(Node action) {
        actions.getChildren().add(action);
    }

    private void arrange() {
        boolean narrow = getWidth() < NARROW;
        for (var button : usual) {
            button.setContentDisplay(narrow ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            button.setTooltip(narrow ? new Tooltip(button.getText()) : null);
            shown(button, hasRows);
        }
        rare.forEach(button -> shown(button, hasRows && !narrow));
        shown(more, hasRows && narrow && !rare.isEmpty());
    }

    /** Says what is shown. */
    void show(RelationAt chosen) {
        var relation = chosen.relation();
        hasRows = true;
        show(Icons.of(relation.kind()), relation.name(), Icons.word(relation.kind()) + " · " + chosen.database() + " · " + relation.schema());
    }

    /** Says which schema is shown. */
    void show(SchemaAt chosen) {
        hasRows = false;
        show(Icons.SCHEMA, chosen.name(), Messages.text("browser.schema") + " · " + chosen.database());
    }

    private void show(Ikon ikon, String title, String kind) {
        icon.setIconCode(ikon);
        name.setText(title);
        name.setTooltip(new Tooltip(title));
        where.setText(kind);
        where.setTooltip(new Tooltip(kind));
        arrange();
    }

    private static void shown(Node node, boolean now) {
        node.setVisible(now);
        node.setManaged(now);
    }
}
