package dev.lifeboat.ui.overview;

import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.replication.DestinationStatus;
import dev.lifeboat.ui.replication.ReplicationView;
import dev.lifeboat.ui.replication.StandingPill;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** One sentence for each destination. */
final class CopiesCard extends VBox {
    private final OverviewModel model;
    private final ViewContext context;
    private final VBox rows = Layout.column(Css.GAP);

    CopiesCard(OverviewModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        setId("overview-copies");
        getChildren().add(new Card(Messages.text("overview.copies"), rows));
    }

    void show() {
        rows.getChildren().setAll(model.destinations().stream().map(this::row).toList());
        if (!rows.getChildren().isEmpty()) return;
        var none = Layout.wrapped(Messages.text("overview.copies.none"), Css.QUIET);
        HBox.setHgrow(none, Priority.ALWAYS);
        rows.getChildren().add(Layout.row(Css.GAP_LARGE, none, Layout.spring(), Buttons.plain("overview-add-destination",
                Messages.text("replication.add"), () -> context.navigator().open(Place.REPLICATION, ReplicationView.ADD))));
    }

    private Node row(DestinationStatus status) {
        var name = new Label(status.destination().name());
        name.setMinWidth(USE_PREF_SIZE);
        var sentence = Layout.wrapped(status.sentence(context.formats()), Css.QUIET);
        HBox.setHgrow(sentence, Priority.ALWAYS);
        return Layout.row(Css.GAP, StandingPill.of(status), name, sentence);
    }
}
