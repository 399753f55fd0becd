package dev.lifeboat.ui.shell;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.docker.EngineAddress;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.activity.ActivityModel;
import dev.lifeboat.ui.activity.ActivityView;
import dev.lifeboat.ui.backups.BackupJobs;
import dev.lifeboat.ui.backups.BackupsModel;
import dev.lifeboat.ui.backups.BackupsView;
import dev.lifeboat.ui.browser.BrowserModel;
import dev.lifeboat.ui.browser.BrowserView;
import dev.lifeboat.ui.browser.console.ConsoleServer;
import dev.lifeboat.ui.browser.console.ConsoleStore;
import dev.lifeboat.ui.browser.console.ConsoleTabs;
import dev.lifeboat.ui.browser.console.ConsolesModel;
import dev.lifeboat.ui.browser.edit.EditKeys;
import dev.lifeboat.ui.browser.edit.StackWriter;
import dev.lifeboat.ui.browser.executed.ExecutedModel;
import dev.lifeboat.ui.browser.grid.GridKeys;
import dev.lifeboat.ui.browser.grid.GridMemory;
import dev.lifeboat.ui.browser.read.StackReader;
import dev.lifeboat.ui.browser.transfer.ExportJobs;
import dev.lifeboat.ui.browser.transfer.ImportJobs;
import dev.lifeboat.ui.common.ConfirmDialog;
import dev.lifeboat.ui.common.EnvironmentBadge;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Jobs;
import dev.lifeboat.ui.common.Messages;
import dev.lifeboat.ui.common.Navigator;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.Tasks;
import dev.lifeboat.ui.common.View;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.firstrun.ConnectModel;
import dev.lifeboat.ui.firstrun.ConnectSheet;
import dev.lifeboat.ui.firstrun.DiscoverModel;
import dev.lifeboat.ui.firstrun.DiscoverSheet;
import dev.lifeboat.ui.firstrun.FirstRunModel;
import dev.lifeboat.ui.firstrun.FirstRunView;
import dev.lifeboat.ui.keys.KeysModel;
import dev.lifeboat.ui.keys.OpeningModel;
import dev.lifeboat.ui.notify.NotificationsModel;
import dev.lifeboat.ui.overview.OverviewModel;
import dev.lifeboat.ui.overview.OverviewView;
import dev.lifeboat.ui.replication.CopyJobs;
import dev.lifeboat.ui.replication.ReplicationModel;
import dev.lifeboat.ui.replication.ReplicationView;
import dev.lifeboat.ui.restore.RestoreModel;
import dev.lifeboat.ui.restore.RestoreView;
import dev.lifeboat.ui.schedules.SchedulesModel;
import dev.lifeboat.ui.schedules.SchedulesView;
import dev.lifeboat.ui.settings.SettingsModel;
import dev.lifeboat.ui.settings.SettingsView;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;
import org.slf4j.LoggerFactory;

/** The window at work: which view is in front, for which stack, and how one gets from one to the other. */
final class Desk implements Navigator {
    private final App app;
    private final Stage stage;
    private final Frame frame;
    private final Tasks tasks;
    private final ViewContext context;
    private final Jobs jobs;
    private final StacksModel stacks;
    private final SettingsModel settings;
    private final Shortcuts shortcuts = new Shortcuts();
    private final Views views = new Views();
    private FirstRunView firstRun;
    private View front;
    private Place place = Place.OVERVIEW;

    Desk(App app, Stage stage, Frame frame, Appearance appearance, Executor background) {
        this.app = app;
        this.stage = stage;
        this.frame = frame;
        tasks = new Tasks(background, Platform::runLater, this::unhandled);
        context = new ViewContext(tasks, Formats.system(), this, frame.overlay());
        jobs = new Jobs(app.jobs(), tasks).following(new AgentJobs(app.agentFolder()));
        stacks = new StacksModel(app.stacks(), tasks);
        settings = new SettingsModel(app.settings(), app.tools(), app.folders().data().resolve("repository"), tasks);
        appearance.choiceProperty().bind(settings.themeProperty());
        frame.zoom().factorProperty().bind(settings.zoomProperty().divide(100.0));
    }

    /** Fills the frame. @param demo starts the demo stack and saves it; @param startDemo whether to do so at once */
    void begin(Work<Stack> demo, boolean startDemo) {
        addViews();
        var firstRunModel = new FirstRunModel(app.jobs(), jobs, tasks, demo, stack -> stacks.loadAndChoose(stack.name()));
        firstRun = new FirstRunView(firstRunModel, context, this::discover, this::connect);
        showUnlessInFront(firstRunModel.errorProperty(), () -> front == firstRun);
        showUnlessInFront(settings.errorProperty(), () -> place == Place.SETTINGS);
        frame.navigation().offer(views.places());
        frame.navigation().top(new StackChooser(stacks, this::change, this::connect, this::discover, firstRunModel::startDemo));
        frame.navigation().onOpened(this::open);
        frame.bottom(new StatusStrip(jobs, context));
        bindKeys();
        stage.focusedProperty().addListener((_, _, focused) -> {
            if (focused) stacks.load();
        });
        stage.setOnCloseRequest(this::askBeforeClosing);
        stacks.currentProperty().addListener((_, _, stack) -> stackChanged(stack));
        stacks.loadedProperty().addListener(_ -> open(place));
        settings.load();
        jobs.load();
        followAgent();
        stacks.load();
        if (startDemo) firstRunModel.startDemo();
    }

    /** What the agent does is shown live; while there is none, what is overdue is told. For as long as the window is open. */
    private void followAgent() {
        repeat(Duration.millis(500), jobs::look);
        repeat(Duration.seconds(30), () -> tasks.act(() -> app.news().look(app.schedules()))
                .onError(Failure.class, failed -> LoggerFactory.getLogger(Desk.class).warn("What is overdue could not be told: {}", failed.getMessage())).start());
    }

    private void repeat(Duration every, Runnable what) {
        var looks = new Timeline(new KeyFrame(every, _ -> what.run()));
        looks.setCycleCount(Animation.INDEFINITE);
        looks.play();
        stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, _ -> looks.stop());
    }

    private void addViews() {
        var formats = context.formats();
        var backups = new BackupJobs(app.jobs(), app.backups(), app.provenVerification(), app::repository, app.keys(), app.audit(), formats);
        var copies = new CopyJobs(app.jobs(), app.replication(), app::repository, formats);
        views.add(Place.OVERVIEW, () -> new OverviewView(
                new OverviewModel(app.health(), backups, replicationModel(copies), app.jobs(), tasks), context));
        var exports = new ExportJobs(app.jobs(), formats);
        var consoles = new ConsolesModel(tasks, formats, stack -> new ConsoleServer(stack, app.server(stack), Optional.of(exports)),
                new ConsoleStore(app.folders().state().resolve("consoles")));
        var executed = new ExecutedModel(tasks, Clock.systemUTC());
        views.add(Place.BROWSER, () -> new BrowserView(new BrowserModel(tasks,
                stack -> new StackReader(app.server(stack), executed.watching(stack.name(), database -> app.readOnlyPool(stack, database))),
                stack -> new StackWriter(app.audit(), stack.name(), executed.watching(stack.name(), database -> app.writingPool(stack, database))),
                Optional.of(new GridMemory(app.folders().state().resolve("browser"))))
                .with(exports).with(new ImportJobs(app.jobs(), app.audit(), app::server)), context).with(consoles).with(executed));
        views.add(Place.BACKUPS, () -> new BackupsView(new BackupsModel(backups, app.retentions(), app.jobs(), tasks), context));
        views.add(Place.RESTORE, () -> new RestoreView(new RestoreModel(app.databaseRestore(), app::repository, app.jobs(), tasks), context)
                .opening(new OpeningModel(app.keys(), tasks)));
        views.add(Place.REPLICATION, () -> new ReplicationView(replicationModel(copies), context));
        views.add(Place.SCHEDULES, () -> new SchedulesView(new SchedulesModel(app.schedules(), app.scheduledWork(), app.news(), () -> app.agentService(false), app.jobs(), tasks), context));
        views.add(Place.ACTIVITY, () -> new ActivityView(new ActivityModel(jobs, app.audit(), tasks), context));
        views.add(Place.SETTINGS, () -> new SettingsView(settings, new KeysModel(app.keys(), app.stacks(), app.audit(), app::repositoryFolder, tasks),
                new NotificationsModel(app.channels(), app.deliveries(), app.notifications(), app.audit(), tasks), context));
    }

    private ReplicationModel replicationModel(CopyJobs copies) {
        return new ReplicationModel(app.destinations(), app.replication(), app::repository, copies, app.jobs(), app.audit(), tasks);
    }

    @Override
    public void open(Place wanted) {
        place = wanted;
        frame.navigation().mark(wanted);
        boolean needsStack = wanted != Place.ACTIVITY && wanted != Place.SETTINGS;
        if (needsStack && stacks.currentProperty().get().isEmpty() || !views.places().contains(wanted)) {
            show(firstRun);
            return;
        }
        boolean fresh = !views.isMade(wanted);
        var view = views.get(wanted);
        if (fresh) view.onStackChanged(stacks.currentProperty().get());
        show(view);
    }

    @Override
    public void open(Place wanted, String subject) {
        open(wanted);
        if (front != firstRun) front.select(subject);
    }

    private void show(View view) {
        if (front != null && front != view) front.onHidden();
        front = view;
        frame.front(view.node());
        view.onShown();
    }

    private void stackChanged(Optional<Stack> stack) {
        stage.setTitle(stack
                .map(s -> Messages.text("shell.title.stack", s.name(), EnvironmentBadge.word(s.environment())))
                .orElseGet(() -> Messages.text("shell.title")));
        views.made().forEach(view -> view.onStackChanged(stack));
        if (stacks.loadedProperty().get()) open(place);
    }

    private void connect() {
        var model = new ConnectModel(app.stacks(), app.passwords(), tasks).with(app.keys());
        model.onSaved(this::taken);
        frame.overlay().show(new ConnectSheet(model, context));
    }

    private void change() {
        changing().ifPresent(frame.overlay()::show);
    }

    @Override
    public void changeVolumes() {
        changing().map(ConnectSheet::atVolumes).ifPresent(frame.overlay()::show);
    }

    private Optional<ConnectSheet> changing() {
        return stacks.currentProperty().get().map(stack -> {
            var model = new ConnectModel(app.stacks(), app.passwords(), tasks).with(app.keys()).changing(stack);
            model.onSaved(_ -> {
                frame.overlay().close();
                stacks.load();
            });
            return new ConnectSheet(model, context);
        });
    }

    private void discover() {
        var model = new DiscoverModel(app.stacks(), app.passwords(), tasks, EngineAddress.local(System.getenv()));
        model.onSaved(this::taken);
        frame.overlay().show(new DiscoverSheet(model, context));
        model.search();
    }

    private void taken(Stack stack) {
        frame.overlay().close();
        stacks.loadAndChoose(stack.name());
        open(Place.OVERVIEW);
    }

    private void bindKeys() {
        var scene = stage.getScene();
        for (var each : views.places()) {
            shortcuts.bind(scene, Shortcuts.forPlace(each), each.title(), () -> open(each));
        }
        shortcuts.bind(scene, Shortcuts.CHOOSE_STACK, Messages.text("shell.key.stack"), frame.navigation()::openTop);
        shortcuts.bind(scene, Shortcuts.LARGER, Messages.text("shell.key.larger"), () -> settings.zoomBy(10));
        shortcuts.bind(scene, Shortcuts.LARGER_TOO, null, () -> settings.zoomBy(10));
        shortcuts.bind(scene, Shortcuts.SMALLER, Messages.text("shell.key.smaller"), () -> settings.zoomBy(-10));
        shortcuts.bind(scene, Shortcuts.USUAL_SIZE, Messages.text("shell.key.usual"), settings::zoomBack);
        shortcuts.list(Messages.text("shell.shortcuts.rows"), GridKeys.listed());
        shortcuts.list(Messages.text("shell.shortcuts.changes"), EditKeys.listed());
        shortcuts.list(Messages.text("shell.shortcuts.console"), ConsoleTabs.keys());
        shortcuts.list(Messages.text("shell.shortcuts.browser"), BrowserView.keys());
        shortcuts.bind(scene, Shortcuts.HELP, Messages.text("shell.key.help"), () -> shortcuts.show(frame.overlay()));
    }

    private void askBeforeClosing(WindowEvent event) {
        int unfinished = jobs.unfinishedHere();
        int unsaved = views.made().stream().mapToInt(View::unsaved).sum();
        if (unfinished == 0 && unsaved == 0) return;
        event.consume();
        if (unsaved > 0) {
            frame.overlay().show(ConfirmDialog.plain(frame.overlay(), Messages.text("shell.quit.staged.title", unsaved),
                    Messages.text("shell.quit.staged.consequence"), Messages.text("shell.quit.staged.verb"), () -> askForJobs(unfinished)));
            return;
        }
        askForJobs(unfinished);
    }

    private void askForJobs(int unfinished) {
        if (unfinished == 0) {
            stage.hide();
            return;
        }
        frame.overlay().show(ConfirmDialog.plain(frame.overlay(), Messages.text("shell.quit.title", unfinished),
                Messages.text("shell.quit.consequence"), Messages.text("shell.quit.verb", unfinished), stage::hide));
    }

    /** What a view says itself while it is in front cannot be missed when another one is. */
    private void showUnlessInFront(ObservableValue<Throwable> error, BooleanSupplier inFront) {
        error.addListener((_, _, failed) -> {
            if (failed != null && !inFront.getAsBoolean()) frame.errors().show(failed);
        });
    }

    private void unhandled(Throwable error) {
        LoggerFactory.getLogger(Desk.class).error("Not handled by any view", error);
        frame.errors().show(error);
    }
}
