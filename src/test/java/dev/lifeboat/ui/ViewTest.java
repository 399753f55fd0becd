package dev.lifeboat.ui;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Navigator;
import dev.lifeboat.ui.common.Overlay;
import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.Tasks;
import dev.lifeboat.ui.common.ViewContext;
import dev.lifeboat.ui.shell.Stages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a test of a view stands on: a stage on the headless platform with the program's styles, a robot, and a
 * context whose work runs on a thread of its own and whose clock stands still at {@link #NOW}.
 *
 * <pre>{@code
 * var view = inFx(() -> new BackupsView(model, context()));
 * show(view.node());
 * robot.clickOn("#backups-now");
 * waitFor(() -> lookup("#backups-table", TableView.class).getItems().size() == 1);
 * screenshot("backups");
 * }</pre>
 */
public abstract class ViewTest {
    /** What the clock of {@link #context()} says: 22 November 2026, 14:32:07 UTC. */
    public static final Instant NOW = Instant.parse("2026-11-22T14:32:07Z");

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Clicks and types as a person does. */
    protected final FxRobot robot = new FxRobot();

    /** Exceptions that no handler took; a test that expects none finds this empty at its end. */
    protected final List<Throwable> unhandled = new ArrayList<>();

    /** The places that were opened, such as {@code BACKUPS} or {@code BACKUPS/set}. */
    protected final List<String> opened = new ArrayList<>();

    private final ExecutorService background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("test-", 0).factory());
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private Stage stage;

    /** Work on virtual threads, results on the FX thread. */
    protected final Tasks tasks() {
        return new Tasks(this::inBackground, Platform::runLater, unhandled::add);
    }

    /** A timer of the window may ask for something when the test is already over. */
    private void inBackground(Runnable work) {
        if (!background.isShutdown()) background.execute(work);
    }

    /** Has something closed after the test. */
    protected final <T extends AutoCloseable> T closedAtEnd(T thing) {
        closing.addFirst(thing);
        return thing;
    }

    /** A context of English formats in UTC, with the overlay of the shown stage. */
    protected final ViewContext context() {
        return new ViewContext(tasks(), new Formats(Locale.US, Clock.fixed(NOW, ZoneOffset.UTC)), new RecordedNavigator(), new StageOverlay());
    }

    /** Shows a node alone on the stage, 1000 by 760, light. */
    protected final void show(Parent node) throws Exception {
        show(node, Theme.LIGHT, 1000, 760);
    }

    /** Shows a node alone on the stage. */
    protected final void show(Parent node, Theme theme, double width, double height) throws Exception {
        FxToolkit.registerPrimaryStage();
        inFx(() -> {
            // A window that stays would be found by the look-ups of this test, and of those after it.
            if (stage != null) stage.hide();
            stage = Stages.show(node, theme, width, height);
            return null;
        });
        settle();
    }

    /** Writes a picture when {@code -Dlifeboat.screenshots=FOLDER} is given. */
    protected final void screenshot(String name) throws Exception {
        settle();
        inFx(() -> {
            Screenshots.take(stage.getScene(), name);
            return null;
        });
    }

    protected final Scene scene() {
        return stage.getScene();
    }

    /** The node with a selector such as {@code #id}; off the FX thread it is waited for: nodes come a pulse after their data. */
    protected final <T extends Node> T lookup(String selector, Class<T> type) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!Platform.isFxApplicationThread() && robot.lookup(selector).tryQuery().isEmpty() && System.nanoTime() < end) {
            WaitForAsyncUtils.sleep(20, TimeUnit.MILLISECONDS);
        }
        return robot.lookup(selector).queryAs(type);
    }

    /** Computes something on the FX thread. */
    protected static <T> T inFx(Supplier<T> work) throws ExecutionException, InterruptedException, TimeoutException {
        var done = new java.util.concurrent.CompletableFuture<T>();
        Platform.runLater(() -> {
            try {
                done.complete(work.get());
            } catch (Throwable failed) {
                done.completeExceptionally(failed);
            }
        });
        return done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until something is so, asked on the FX thread. */
    protected static void waitFor(BooleanSupplier condition) throws Exception {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!inFx(condition::getAsBoolean)) {
            if (System.nanoTime() > end) throw new AssertionError("it did not become so within " + PATIENCE);
            Thread.sleep(20);
        }
    }

    /** Waits until the FX thread has done what it was asked so far. */
    protected static void settle() throws Exception {
        for (int i = 0; i < 3; i++) inFx(() -> null);
    }

    @AfterEach
    final void closeStage() throws Exception {
        if (stage != null) inFx(() -> {
            stage.hide();
            return null;
        });
        background.shutdownNow();
        for (var thing : closing) thing.close();
    }

    private final class RecordedNavigator implements Navigator {
        @Override
        public void open(Place place) {
            opened.add(place.name());
        }

        @Override
        public void open(Place place, String subject) {
            opened.add(place.name() + "/" + subject);
        }

        @Override
        public void changeVolumes() {
            opened.add("volumes");
        }
    }

    private final class StageOverlay implements Overlay {
        @Override
        public void show(Node node) {
            Stages.overlay(stage).show(node);
        }

        @Override
        public void close() {
            Stages.overlay(stage).close();
        }
    }
}
