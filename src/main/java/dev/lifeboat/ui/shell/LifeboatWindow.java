package dev.lifeboat.ui.shell;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.job.Work;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.ui.common.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;
import org.slf4j.LoggerFactory;

/**
 * Opens the window. JavaFX starts while the program is put together on another thread; the frame is shown as soon
 * as JavaFX is there, and the views follow when both are.
 */
public final class LifeboatWindow {
    private static final int WIDTH = 1240;
    private static final int HEIGHT = 820;
    private static final int MIN_WIDTH = 720;
    private static final int MIN_HEIGHT = 520;

    private LifeboatWindow() {}

    /**
     * Opens the window and waits until it is closed. Must not be called on the FX thread; can be called once in a
     * process, because JavaFX starts once.
     *
     * @param app puts the program together, on a thread of its own; the caller closes what it returned
     * @param demo makes, for a program, the work that starts the demo stack and returns it saved
     * @param startDemo whether to start the demo stack at once
     */
    public static void launch(Supplier<App> app, Function<App, Work<Stack>> demo, boolean startDemo)
            throws InterruptedException {
        var closed = new CountDownLatch(1);
        try (var background = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("window-", 0).factory())) {
            var ready = CompletableFuture.supplyAsync(app, background);
            Platform.startup(() -> {
                var stage = new Stage();
                stage.setOnHidden(_ -> closed.countDown());
                open(stage, ready, background, demo, startDemo);
            });
            closed.await();
            background.shutdownNow();
        }
        Platform.exit();
    }

    private static void open(Stage stage, CompletableFuture<App> ready, Executor background,
            Function<App, Work<Stack>> demo, boolean startDemo) {
        var appearance = new Appearance();
        var frame = fill(stage, WIDTH, HEIGHT);
        stage.show();
        logFirstFrame();
        ready.whenComplete((app, error) -> Platform.runLater(() -> {
            if (error != null) frame.errors().show(error.getCause() == null ? error : error.getCause());
            else new Desk(app, stage, frame, appearance, background).begin(demo.apply(app), startDemo);
        }));
        for (int size : new int[] {16, 32, 48, 128, 256}) {
            var icon = LifeboatWindow.class.getResource("/dev/lifeboat/icons/lifeboat-" + size + ".png");
            if (icon != null) stage.getIcons().add(new Image(icon.toExternalForm(), true));
        }
    }

    /** The time from the start of the process to the first frame, for the benchmark and for those who wait too long. */
    private static void logFirstFrame() {
        var frames = new AtomicInteger();
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                // The first pulse lays out and draws; at the second the picture is on the screen.
                if (frames.incrementAndGet() < 2) return;
                stop();
                ProcessHandle.current().info().startInstant().ifPresent(start -> LoggerFactory.getLogger(LifeboatWindow.class)
                        .info("First frame {} ms after the start", Duration.between(start, Instant.now()).toMillis()));
            }
        }.start();
    }

    /** Puts an empty frame on a stage. */
    static Frame fill(Stage stage, double width, double height) {
        var frame = new Frame();
        var scene = new Scene(frame, width, height);
        Appearance.style(scene);
        stage.setTitle(Messages.text("shell.title"));
        stage.setMinWidth(MIN_WIDTH);
        stage.setMinHeight(MIN_HEIGHT);
        stage.setScene(scene);
        return frame;
    }
}
