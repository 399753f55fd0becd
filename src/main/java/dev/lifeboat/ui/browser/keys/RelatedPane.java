package dev.lifeboat.ui.browser.keys;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.ui.browser.read.Cell;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What the row under the cursor refers to, each as a card, and below it the tables that refer to it. */
public final class RelatedPane extends VBox {
    private static final int MOST_FIELDS = 9;
    private static final int MOST_CHARACTERS = 80;

    private final KeysModel model;
    private final Formats formats;
    private final Consumer<Reference> opened;
    private final VBox cards = Layout.column(Css.GAP_LARGE);

    /** @param opened is told where to go. @param close what the button at the top does */
    public RelatedPane(KeysModel model, Formats formats, Consumer<Reference> opened, Runnable close) {
        this.model = model;
        this.formats = formats;
        this.opened = opened;
        setId("browser-related");
        getStyleClass().addAll("browser-related", Css.GAP);
        setMinWidth(180);
        var title = new Label(Messages.text("browser.related"));
        title.getStyleClass().addAll(Styles.TEXT_BOLD, Css.HEADING);
        var trouble = new ErrorBanner("browser-related-error");
        model.errorProperty().addListener((_, _, error) -> {
            if (error == null) trouble.clear();
            else trouble.show(error);
        });
        var scroll = new ScrollPane(cards);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Layout.row(Css.GAP, title, Layout.spring(), Buttons.icon("browser-related-close", Messages.text("browser.related.close"), Feather.X, close)), trouble, scroll);
        model.relatedProperty().addListener(_ -> show());
        model.keysProperty().addListener(_ -> show());
        show();
    }

    private void show() {
        cards.getChildren().clear();
        var related = model.relatedProperty().get();
        if (related.row() == null) {
            var keys = model.keysProperty().get();
            boolean none = keys.from().isEmpty() && keys.to().isEmpty();
            cards.getChildren().add(Layout.wrapped(Messages.text(none ? "browser.related.none" : "browser.related.choose"), Css.QUIET));
            return;
        }
        related.forward().forEach(preview -> cards.getChildren().add(card(preview)));
        if (!related.back().isEmpty()) cards.getChildren().add(referring(related));
        if (cards.getChildren().isEmpty()) cards.getChildren().add(Layout.wrapped(Messages.text("browser.related.nothing"), Css.QUIET));
    }

    private Node card(KeysModel.Preview preview) {
        var key = preview.reference().key();
        var name = link("browser-related-go-" + key.name(), key.to().table(), preview.reference());
        var card = Layout.column(Css.GAP_SMALL, Layout.row(Css.GAP_SMALL, Layout.icon(Feather.ARROW_RIGHT, "browser-icon"), name, by(key)));
        card.getStyleClass().add("browser-related-card");
        if (preview.row().isEmpty()) {
            card.getChildren().add(Layout.wrapped(Messages.text("browser.related.missing"), Styles.DANGER));
            return card;
        }
        var facts = new Facts();
        var columns = preview.table().columns();
        for (int i = 0; i < Math.min(columns.size(), MOST_FIELDS); i++) facts.add(columns.get(i).name(), Layout.wrapped(words(preview.row().get().cell(i)), "browser-related-value"));
        card.getChildren().add(facts);
        if (columns.size() > MOST_FIELDS) card.getChildren().add(Layout.wrapped(Messages.text("browser.diagram.hidden", columns.size() - MOST_FIELDS), Css.QUIET));
        return card;
    }

    private String words(Cell cell) {
        if (cell.isNull()) return Messages.text("browser.cell.null");
        if (cell.isBinary()) return formats.size(cell.bytes());
        return cell.text().length() > MOST_CHARACTERS ? cell.text().substring(0, MOST_CHARACTERS) + "…" : cell.text();
    }

    private Node referring(KeysModel.Related related) {
        var heading = new Label(Messages.text("browser.structure.referenced"));
        heading.getStyleClass().add(Styles.TEXT_BOLD);
        Button count = Buttons.plain("browser-related-count", Messages.text("browser.related.count"), model::count);
        count.getStyleClass().add(Styles.SMALL);
        count.disableProperty().bind(model.countingProperty());
        var lines = Layout.column(Css.GAP_SMALL, Layout.row(Css.GAP, heading, Layout.spring(), count));
        for (var each : related.back()) {
            var key = each.reference().key();
            var number = new Label(each.count().isPresent() ? formats.count(each.count().getAsLong()) : "");
            number.setId("browser-related-number-" + key.name());
            number.setMinWidth(Label.USE_PREF_SIZE);
            number.getStyleClass().add(Css.NUMERIC);
            lines.getChildren().add(Layout.row(Css.GAP_SMALL, Layout.icon(Feather.ARROW_LEFT, "browser-icon"),
                    link("browser-related-back-" + key.name(), key.from().table(), each.reference()), by(key), Layout.spring(), number));
        }
        return lines;
    }

    private static Label by(CatalogForeignKey key) {
        var by = new Label(String.join(", ", key.from().columns()));
        by.getStyleClass().add(Css.QUIET);
        by.setMinWidth(0);
        return by;
    }

    private Hyperlink link(String id, String table, Reference reference) {
        var link = new Hyperlink(table);
        link.setId(id);
        link.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        link.setMinWidth(Hyperlink.USE_PREF_SIZE);
        link.setMaxWidth(180);
        link.setTooltip(new Tooltip(FilterWords.of(reference.filter())));
        link.setAccessibleText(Messages.text("browser.related.open", table, FilterWords.of(reference.filter())));
        link.setOnAction(_ -> opened.accept(reference));
        return link;
    }
}
