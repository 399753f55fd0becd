package dev.lifeboat.ui.replication;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.JobState;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.CopyText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.JobProgress;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Tables;
import dev.lifeboat.ui.common.ViewContext;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One destination: how it stands in one sentence, what can be done, the sets that lie there. */
final class DestinationCard extends VBox {
    private static final int MOST_ROWS = 8;
    /** A table's heading and border, in pixels. */
    private static final double HEADER = 46;

    private final ReplicationModel model;
    private final ViewContext context;
    private final VBox about = Layout.column(Css.GAP);
    private final JobProgress progress;
    private final HBox running;
    private final Button cancel;
    private final Hyperlink toggle = new Hyperlink();
    private final TableView<DestinationState.Copy> copies;
    private Button copy;
    private Destination destination;
    private boolean open;

    DestinationCard(ReplicationModel model, ViewContext context) {
        this.model = model;
        this.context = context;
        getStyleClass().addAll(Css.CARD, "destination-card");
        progress = new JobProgress(context.formats());
        HBox.setHgrow(progress, Priority.ALWAYS);
        cancel = Buttons.plain("", Messages.text("common.cancel"), () -> model.cancel(destination.name()));
        running = Layout.row(Css.GAP_LARGE, progress, cancel);
        toggle.setOnAction(_ -> open(!open));
        copies = table();
        getChildren().addAll(about, running, toggle, copies);
        showJob(null);
        open(false);
    }

    /** Shows how the destination stands now. */
    void show(DestinationStatus status) {
        destination = status.destination();
        var name = destination.name();
        setId("destination-" + name);
        cancel.setId("destination-cancel-" + name);
        toggle.setId("destination-toggle-" + name);
        copies.setId("destination-copies-" + name);
        var sentence = Layout.wrapped(status.sentence(context.formats()));
        sentence.setId("destination-sentence-" + name);
        about.getChildren().setAll(head(status), sentence);
        status.state().flatMap(DestinationState::lastVerified).ifPresent(at -> about.getChildren()
                .add(Layout.wrapped(Messages.text("replication.lastVerified", context.formats().time(at)), Css.QUIET)));
        about.getChildren().add(new CopyText("destination-folder-" + name, Messages.text("replication.folder"), destination.location().inWords()));
        var there = status.state().map(DestinationState::copied).orElse(List.of());
        copies.getItems().setAll(there);
        copies.setMinHeight(Tables.ROW * Math.min(there.size(), MOST_ROWS) + HEADER);
        copies.setPrefHeight(copies.getMinHeight());
        toggle.setManaged(!there.isEmpty());
        toggle.setVisible(!there.isEmpty());
        open(open && !there.isEmpty());
    }

    /** Shows the copying that runs, or that none does. */
    void showJob(JobSnapshot job) {
        running.setManaged(job != null);
        running.setVisible(job != null);
        if (copy != null) copy.setDisable(job != null);
        if (job == null) return;
        progress.show(job);
        cancel.setDisable(job.state() == JobState.CANCELLING);
    }

    private Node head(DestinationStatus status) {
        var name = destination.name();
        var title = new Label(name);
        title.getStyleClass().add(Styles.TITLE_4);
        title.setMinWidth(USE_PREF_SIZE);
        var scope = new Label(destination.stack().map(stack -> Messages.text("replication.scope.stack", stack))
                .orElseGet(() -> Messages.text("replication.scope.all")));
        scope.getStyleClass().add(Css.QUIET);
        copy = Buttons.plain("destination-copy-" + name, Messages.text("replication.copy"), Feather.COPY, () -> model.copy(destination));
        copy.setDisable(running.isManaged());
        var test = Buttons.plain("destination-test-" + name, Messages.text("replication.testAgain"), this::test);
        var remove = Buttons.icon("destination-remove-" + name, Messages.text("replication.remove", name), Feather.TRASH_2, this::askToRemove);
        return Layout.row(Css.GAP, Layout.icon(Feather.HARD_DRIVE, "destination-icon"), title, StandingPill.of(status), scope,
                Layout.spring(), copy, test, remove);
    }

    private TableView<DestinationState.Copy> table() {
        var formats = context.formats();
        TableView<DestinationState.Copy> made = Tables.table("", Messages.text("replication.copies"), new Label());
        made.getColumns().add(Tables.text(Messages.text("replication.column.set"), 290, DestinationState.Copy::setId));
        made.getColumns().add(Tables.value(Messages.text("replication.column.size"), 90, DestinationState.Copy::sizeBytes, formats::size));
        made.getColumns().add(Tables.value(Messages.text("replication.column.copied", formats.offset()), 190,
                DestinationState.Copy::copiedAt, formats::tableTime));
        made.getColumns().add(Tables.value(Messages.text("replication.column.verified", formats.offset()), 190,
                DestinationState.Copy::verifiedAt, formats::tableTime));
        return made;
    }

    private void open(boolean now) {
        open = now;
        copies.setManaged(now);
        copies.setVisible(now);
        toggle.setText(Messages.text(now ? "replication.copies.hide" : "replication.copies.show", copies.getItems().size()));
    }

    private void test() {
        context.overlay().show(new TestSheet(model.testing(destination), destination, context));
    }

    private void askToRemove() {
        context.overlay().show(ConfirmDialog.plain(context.overlay(), Messages.text("replication.remove.title", destination.name()),
                Messages.text("replication.remove.consequence", destination.location().inWords()),
                Messages.text("replication.remove", destination.name()), () -> model.remove(destination)));
    }
}
