package dev.lifeboat.ui.common;

import dev.lifeboat.engine.Check;
import java.util.List;
import javafx.scene.layout.VBox;

/** A list of things that were looked at, each with how it stands, one sentence and, where it is not well, hints. */
public final class Checks extends VBox {
    public Checks(String id) {
        setId(id);
        getStyleClass().addAll("checks", Css.GAP);
        show(List.of());
    }

    /** Shows other checks; none take no room. */
    public void show(List<Check> checks) {
        getChildren().setAll(checks.stream().map(Checks::row).toList());
        setManaged(!checks.isEmpty());
        setVisible(!checks.isEmpty());
    }

    private static VBox row(Check check) {
        var state = switch (check.level()) {
            case OK -> StatePill.State.GOOD;
            case WARN -> StatePill.State.WARNING;
            case FAIL -> StatePill.State.BAD;
        };
        var row = Layout.column(Css.GAP_SMALL, Layout.row(Css.GAP, new StatePill(state, check.name()), Layout.wrapped(check.result())));
        check.hints().forEach(hint -> row.getChildren().add(Layout.wrapped("→ " + hint, Css.QUIET)));
        return row;
    }
}
