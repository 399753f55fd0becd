package dev.lifeboat.ui.restore;

import dev.lifeboat.engine.restore.RestorePlan.Mode;
import dev.lifeboat.ui.common.Card;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.EnumMap;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The third step: beside what is there, or in its place. */
final class PlaceStep extends VBox {
    private final RestoreModel model;
    private final Map<Mode, RadioButton> buttons = new EnumMap<>(Mode.class);
    private final ToggleGroup group = new ToggleGroup();

    PlaceStep(RestoreModel model) {
        this.model = model;
        getStyleClass().addAll("restore-step", Css.GAP_LARGE);
        getChildren().addAll(
                way(Mode.ASIDE, Feather.COPY, "restore.place.aside"),
                way(Mode.IN_PLACE, Feather.REFRESH_CW, "restore.place.inPlace"));
        model.formProperty().addListener((_, _, form) -> show(form));
        show(model.formProperty().get());
    }

    private Node way(Mode mode, Ikon icon, String key) {
        var button = new RadioButton(Messages.text(key));
        button.setId("restore-" + mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        button.setToggleGroup(group);
        button.setOnAction(_ -> model.choose(mode));
        button.getStyleClass().add("restore-way");
        button.setAccessibleHelp(Messages.text(key + ".sentence"));
        buttons.put(mode, button);
        var card = new Card(Layout.row(Css.GAP, Layout.icon(icon, "way-icon"), button), Layout.wrapped(Messages.text(key + ".sentence"), Css.QUIET));
        card.setOnMouseClicked(_ -> model.choose(mode));
        return card;
    }

    private void show(RestoreForm form) {
        if (form != null) buttons.get(form.mode()).setSelected(true);
    }
}
