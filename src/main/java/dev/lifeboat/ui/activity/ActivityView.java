package dev.lifeboat.ui.activity;

import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Page;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** What Lifeboat does and did: a tab for the jobs and one for the audit log. */
public final class ActivityView implements View {
    private final ActivityModel model;
    private final JobsPane jobs;
    private final TabPane tabs = new TabPane();
    private final Page page;

    public ActivityView(ActivityModel model, ViewContext context) {
        this.model = model;
        jobs = new JobsPane(model, context);
        tabs.setId("activity-tabs");
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.getTabs().addAll(
                tab("activity-jobs-tab", Messages.text("activity.jobs"), jobs),
                tab("activity-audit-tab", Messages.text("activity.audit"), new AuditPane(model, context)));
        tabs.getSelectionModel().selectedIndexProperty().addListener((_, _, _) -> model.load());
        page = new Page(Place.ACTIVITY.title(), tabs);
    }

    private static Tab tab(String id, String title, Node content) {
        var tab = new Tab(title, content);
        tab.setId(id);
        return tab;
    }

    @Override
    public Parent node() {
        return page;
    }

    @Override
    public void onShown() {
        model.load();
    }

    /** Selects a job by its id. */
    @Override
    public void select(String jobId) {
        tabs.getSelectionModel().selectFirst();
        jobs.select(jobId);
    }
}
