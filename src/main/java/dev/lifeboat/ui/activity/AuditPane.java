package dev.lifeboat.ui.activity;

import dev.lifeboat.engine.audit.AuditEntry;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.EmptyState;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.StatePill;
import dev.lifeboat.ui.common.StatePill.State;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The audit log: who did what to which stack, set or destination, and whether the log is as it was written. */
final class AuditPane extends VBox {
    private final StatePill chain = new StatePill(State.NEUTRAL, "");
    private final ErrorBanner error = new ErrorBanner("activity-audit-error");

    AuditPane(ActivityModel model, ViewContext context) {
        getStyleClass().addAll(Css.GAP, "audit");
        chain.setId("activity-chain");
        var formats = context.formats();
        var table = Tables.<AuditEntry>table("activity-audit", Messages.text("activity.audit"), new EmptyState(
                Feather.BOOK_OPEN, Messages.text("activity.audit.empty.title"), Messages.text("activity.audit.empty")));
        table.getColumns().add(Tables.value(Messages.text("activity.audit.number"), 48, AuditEntry::number, formats::count));
        table.getColumns().add(Tables.value(Messages.text("activity.audit.time", formats.offset()), 190, AuditEntry::time, formats::tableTime));
        table.getColumns().add(Tables.text(Messages.text("activity.audit.who"), 95, entry -> entry.user() + "@" + entry.host()));
        table.getColumns().add(Tables.text(Messages.text("activity.audit.operation"), 135, AuditEntry::operation));
        table.getColumns().add(Tables.text(Messages.text("activity.audit.target"), 90, AuditEntry::target));
        table.getColumns().add(Tables.text(Messages.text("activity.audit.outcome"), 85, AuditEntry::outcome));
        table.getColumns().add(Tables.text(Messages.text("activity.audit.detail"), 140, AuditEntry::detail));
        table.setItems(model.entries());
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(Layout.row(Css.GAP, chain, Layout.wrapped(Messages.text("activity.audit.note"), Css.QUIET)),
                error, table);
        model.chainProperty().addListener((_, _, state) -> show(state));
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) error.clear();
            else error.show(failed);
        });
        show(model.chainProperty().get());
    }

    private void show(ActivityModel.Chain state) {
        switch (state) {
            case ActivityModel.Chain.Unknown _ -> chain.show(State.NEUTRAL, Messages.text("activity.chain.unknown"));
            case ActivityModel.Chain.Whole whole -> chain.show(State.GOOD, Messages.text("activity.chain.whole", whole.entries()));
            case ActivityModel.Chain.Broken broken -> chain.show(State.BAD, Messages.text("activity.chain.broken", broken.firstNumber()));
        }
    }
}
