package dev.lifeboat.ui.common;

import atlantafx.base.theme.Styles;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/**
 * The frame of a view: its title, the actions beside it, a place for errors and notes, and the content.
 * A page is as large as the window allows; {@link #scrolling} lets a long content scroll under the heading.
 */
public final class Page extends VBox {
    /** What {@code page.css} leaves free between the content and its scroll bar. */
    private static final double GUTTER = 14;

    private final Label title = new Label();
    private final Label subtitle = Layout.wrapped("", Css.QUIET);
    private final HBox actions = Layout.row(Css.GAP);
    private final VBox notes = Layout.column(Css.GAP);
    private final VBox body = new VBox();
    private Subscription margin = Subscription.EMPTY;

    /** A page whose content fills what is left of the window: tables, trees, split panes. */
    public Page(String heading, Node content) {
        getStyleClass().add("page");
        title.setText(heading);
        title.getStyleClass().addAll(Styles.TITLE_3, "page-title");
        title.setMinWidth(Region.USE_PREF_SIZE);
        subtitle.managedProperty().bind(subtitle.textProperty().isNotEmpty());
        subtitle.visibleProperty().bind(subtitle.managedProperty());
        notes.managedProperty().bind(javafx.beans.binding.Bindings.isNotEmpty(notes.getChildren()));
        var header = Layout.row(Css.GAP, title, Layout.spring(), actions);
        header.getStyleClass().add("page-header");
        body.getStyleClass().add("page-body");
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(new VBox(header, subtitle), notes, body);
        content(content);
    }

    /** A page whose content is as high as it needs to be, and scrolls. */
    public static Page scrolling(String heading, Node content) {
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("page-scroll");
        return new Page(heading, scroll);
    }

    /** Replaces the content. The bar of one that scrolls stands in the page's margin: its right edge is that of the header. */
    public void content(Node content) {
        margin.unsubscribe();
        margin = content instanceof ScrollPane scroll
                ? barInMargin(scroll)
                : Subscription.EMPTY;
        VBox.setVgrow(content, Priority.ALWAYS);
        body.getChildren().setAll(content);
    }

    /**
     * Keeps the bar of something that scrolls, and stands in a column as wide as the page's content, in the page's
     * margin: whether there is a bar or not, the right edge of what scrolls is that of the header.
     */
    public static Subscription barInMargin(ScrollPane scroll) {
        return scroll.viewportBoundsProperty().subscribe(bounds -> {
            double bar = Math.max(0, scroll.getWidth() - bounds.getWidth());
            VBox.setMargin(scroll, new Insets(0, -GUTTER - bar, 0, 0));
        });
    }

    /** The sentence under the title; an empty one takes no room. */
    public void subtitle(String sentence) {
        subtitle.setText(sentence);
    }

    /** The actions at the right of the title. */
    public void actions(Node... nodes) {
        actions.getChildren().setAll(nodes);
    }

    /** Where errors and notes for the whole view go, between the title and the content. */
    public VBox notes() {
        return notes;
    }
}
