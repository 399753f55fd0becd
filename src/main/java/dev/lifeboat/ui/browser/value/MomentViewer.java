package dev.lifeboat.ui.browser.value;

import dev.lifeboat.ui.common.CopyText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javafx.scene.layout.VBox;

/** A moment as clocks here, in UTC and at the server show it. */
final class MomentViewer extends VBox {
    private final Facts facts = new Facts();

    MomentViewer(OffsetDateTime moment, ValueModel model) {
        setId("browser-value-moment");
        getStyleClass().add(Css.GAP);
        var here = ZoneId.systemDefault();
        add("local", Messages.text("browser.value.zone.local", here.getId()), Moment.in(moment, here));
        add("utc", Messages.text("browser.value.zone.utc"), Moment.in(moment, ZoneOffset.UTC));
        getChildren().addAll(facts, Layout.wrapped(Messages.text("browser.value.zone.note"), Css.QUIET));
        model.zone(name -> Moment.zone(name).ifPresent(zone -> add("server", Messages.text("browser.value.zone.server", name), Moment.in(moment, zone))));
    }

    private void add(String id, String name, String time) {
        facts.add(name, new CopyText("browser-value-moment-" + id, name, time));
    }
}
