package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.ChoiceText;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** The diagram with what it is steered by: how far it reaches, search, size, export. */
public final class DiagramPane extends VBox {
    private static final int DEEPEST = 4;

    private final DiagramModel model;
    private final DiagramCanvas canvas;
    private final Files files;
    private final Label facts = new Label();

    /** Asks where to save a file of a suggested name; empty when nobody wants to. */
    @FunctionalInterface
    interface Files {
        Optional<Path> choose(String suggested);
    }

    /** @param chosen is told which table was clicked */
    public DiagramPane(DiagramModel model, Consumer<RelationAt> chosen) {
        this(model, chosen, null);
    }

    DiagramPane(DiagramModel model, Consumer<RelationAt> chosen, Files filesOrNull) {
        this.model = model;
        files = filesOrNull == null ? this::ask : filesOrNull;
        canvas = new DiagramCanvas(box -> chosen.accept(new RelationAt(model.shownProperty().get().database(), box.table().relation())));
        setId("browser-diagram");
        getStyleClass().addAll("browser-diagram", Css.GAP_SMALL);
        var busy = new ProgressBar();
        busy.getStyleClass().addAll("browser-busy", atlantafx.base.theme.Styles.SMALL);
        busy.setMaxWidth(Double.MAX_VALUE);
        busy.visibleProperty().bind(model.loadingProperty());
        var trouble = new ErrorBanner("browser-diagram-error");
        model.errorProperty().addListener((_, _, error) -> {
            if (error == null) trouble.clear();
            else trouble.show(error);
        });
        VBox.setVgrow(canvas, Priority.ALWAYS);
        getChildren().addAll(bar(), trouble, busy, canvas);
        model.shownProperty().addListener((_, _, shown) -> show(shown));
        show(model.shownProperty().get());
    }

    private void show(DiagramModel.Shown shown) {
        canvas.setVisible(shown != null);
        facts.setText(shown == null ? "" : Messages.text(shown.diagram().more() > 0 ? "browser.diagram.facts.more" : "browser.diagram.facts",
                shown.diagram().tables().size(), shown.diagram().keys().size(), shown.diagram().more()));
        if (shown != null) canvas.show(shown.drawing(), shown.centre());
    }

    private Node bar() {
        facts.setId("browser-diagram-facts");
        facts.getStyleClass().add(Css.QUIET);
        var columns = new ToggleButton(Messages.text("browser.diagram.columns"));
        columns.setId("browser-diagram-columns");
        columns.setAccessibleText(columns.getText());
        columns.selectedProperty().bindBidirectional(model.everyColumnProperty());
        var size = Layout.row(Css.GAP_SMALL,
                Buttons.icon("browser-diagram-smaller", Messages.text("browser.diagram.smaller"), Feather.ZOOM_OUT, () -> canvas.zoom(0.8)),
                Buttons.icon("browser-diagram-fit", Messages.text("browser.diagram.fit"), Feather.MAXIMIZE, canvas::fit),
                Buttons.icon("browser-diagram-larger", Messages.text("browser.diagram.larger"), Feather.ZOOM_IN, () -> canvas.zoom(1.25)));
        var bar = new FlowPane(reach(), columns, search(), size, export(), facts);
        bar.getStyleClass().add("diagram-bar");
        return bar;
    }

    private Node reach() {
        var box = new ComboBox<Reach>();
        box.setId("browser-diagram-reach");
        box.setAccessibleText(Messages.text("browser.diagram.reach"));
        box.getItems().setAll(Stream.concat(IntStream.rangeClosed(1, DEEPEST).mapToObj(Reach.Around::new), Stream.of(new Reach.Schema())).toList());
        box.setConverter(new ChoiceText<>(reach -> switch (reach) {
            case Reach.Around(int depth) -> Messages.text("browser.diagram.around", depth);
            case Reach.Schema() -> Messages.text("browser.diagram.schema");
        }));
        box.valueProperty().bindBidirectional(model.reachProperty());
        box.visibleProperty().bind(model.centredProperty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private Node search() {
        var search = new TextField();
        search.setId("browser-diagram-search");
        search.setPromptText(Messages.text("browser.diagram.search"));
        search.setAccessibleText(Messages.text("browser.diagram.search"));
        search.textProperty().addListener((_, _, text) -> canvas.search(text));
        search.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) canvas.nextFound();
            if (event.getCode() == KeyCode.ESCAPE) search.clear();
        });
        return search;
    }

    private Node export() {
        var menu = new MenuButton(Messages.text("browser.diagram.export"), Layout.icon(Feather.DOWNLOAD));
        menu.setId("browser-diagram-export");
        menu.setAccessibleText(menu.getText());
        menu.getItems().addAll(
                item("browser.diagram.save.png", () -> save("png")), item("browser.diagram.save.svg", () -> save("svg")), item("browser.diagram.save.mermaid", () -> save("mmd")),
                new SeparatorMenuItem(),
                item("browser.diagram.copy.png", this::copyImage), item("browser.diagram.copy.svg", () -> copy(svg())), item("browser.diagram.copy.mermaid", () -> copy(mermaid())));
        menu.disableProperty().bind(model.shownProperty().isNull());
        return menu;
    }

    private static MenuItem item(String key, Runnable action) {
        var item = new MenuItem(Messages.text(key));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> action.run());
        return item;
    }

    /** @param kind the ending of the file */
    void save(String kind) {
        var found = canvas.picture();
        if (found.isEmpty()) return;
        files.choose(title() + "." + kind).ifPresent(file -> {
            if (kind.equals("png")) {
                PngPainting.paint(found.get(), image -> model.save(file, () -> PngPainting.encoded(image)));
            } else {
                Callable<byte[]> content = text(kind.equals("svg") ? svg() : mermaid());
                model.save(file, content);
            }
        });
    }

    private static Callable<byte[]> text(String text) {
        return () -> text.getBytes(StandardCharsets.UTF_8);
    }

    private String svg() {
        return SvgInk.document(canvas.picture().orElseThrow(), title());
    }

    private String mermaid() {
        return Mermaid.of(model.shownProperty().get().diagram());
    }

    private String title() {
        var shown = model.shownProperty().get();
        return shown.database() + (model.reachProperty().get() instanceof Reach.Around
                ? "-" + shown.drawing().boxOf(shown.centre()).map(box -> box.table().name()).orElse("") : "");
    }

    private void copyImage() {
        canvas.picture().ifPresent(picture -> PngPainting.paint(picture, image -> {
            var content = new ClipboardContent();
            content.putImage(image);
            Clipboard.getSystemClipboard().setContent(content);
        }));
    }

    private static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private Optional<Path> ask(String suggested) {
        var chooser = new FileChooser();
        chooser.setInitialFileName(suggested.replaceAll("[\\\\/:*?\"<>|]", "_"));
        return Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow())).map(java.io.File::toPath);
    }
}
