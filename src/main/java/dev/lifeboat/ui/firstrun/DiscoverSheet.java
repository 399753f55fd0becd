package dev.lifeboat.ui.firstrun;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.docker.FoundStack;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Note;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The stacks of a Docker host, each with a button that takes it up. */
public final class DiscoverSheet extends VBox {
    private static final double LIST_HEIGHT = 330;

    private final DiscoverModel model;
    private final VBox list = Layout.column(Css.GAP);
    private final ErrorBanner error = new ErrorBanner("discover-error");

    public DiscoverSheet(DiscoverModel model, ViewContext context) {
        this.model = model;
        setId("discover");
        getStyleClass().addAll("lb-sheet", "discover", Css.GAP_LARGE);
        var scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setPrefHeight(LIST_HEIGHT);
        scroll.getStyleClass().add("page-scroll");
        getChildren().addAll(Layout.wrapped(Messages.text("discover.title"), Styles.TITLE_4), Layout.wrapped(Messages.text("discover.sentence"), Css.QUIET),
                engine(), error, scroll, buttons(context));
        model.foundProperty().addListener((_, _, found) -> show(found));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        show(model.foundProperty().get());
    }

    private Node engine() {
        var address = new TextField();
        address.setId("discover-engine");
        address.setAccessibleText(Messages.text("discover.engine"));
        address.textProperty().bindBidirectional(model.engineProperty());
        address.setOnAction(_ -> model.search());
        HBox.setHgrow(address, Priority.ALWAYS);
        var busy = new ProgressIndicator();
        busy.getStyleClass().add("small-indicator");
        busy.visibleProperty().bind(model.busyProperty());
        var search = Buttons.plain("discover-search", Messages.text("discover.search"), model::search);
        search.disableProperty().bind(model.busyProperty());
        var label = new Label(Messages.text("discover.engine"));
        label.setLabelFor(address);
        return Layout.row(Css.GAP, label, address, search, busy);
    }

    private Node buttons(ViewContext context) {
        var environment = new Choice<>("discover-environment", Messages.text("connect.environment"), List.of(Environment.values()), EnvironmentBadge::word);
        environment.valueProperty().bindBidirectional(model.environmentProperty());
        var label = new Label(Messages.text("discover.environment"));
        label.setLabelFor(environment);
        return Layout.row(Css.GAP, label, environment, Layout.spring(), Buttons.plain("discover-close", Messages.text("common.close"), () -> {
            model.stop();
            context.overlay().close();
        }));
    }

    private void show(Optional<List<FoundStack>> found) {
        if (found.filter(List::isEmpty).isPresent()) {
            list.getChildren().setAll(new EmptyState(Feather.BOX, Messages.text("discover.none.title"), Messages.text("discover.none")));
        } else {
            list.getChildren().setAll(found.orElse(List.of()).stream().map(this::card).toList());
        }
    }

    private Node card(FoundStack stack) {
        var name = new Label(stack.name());
        name.getStyleClass().add(Styles.TEXT_BOLD);
        var add = Buttons.plain("discover-add-" + stack.name(), Messages.text("discover.add"), () -> model.add(stack));
        add.setAccessibleText(Messages.text("discover.add.named", stack.name()));
        add.disableProperty().bind(model.busyProperty());
        var facts = new Facts();
        facts.add(Messages.text("discover.container"), stack.server().host());
        facts.add(Messages.text("discover.image"), stack.image());
        facts.add(Messages.text("discover.data"), stack.storage().orElse(Messages.text("discover.data.inside")));
        if (!stack.services().isEmpty()) facts.add(Messages.text("discover.services"), String.join(", ", stack.services()));
        var card = new Card(Layout.row(Css.GAP, name, Layout.spring(), add), facts);
        stack.warnings().forEach(warning -> card.getChildren().add(new Note(StatePill.State.WARNING, warning, "")));
        return card;
    }
}
