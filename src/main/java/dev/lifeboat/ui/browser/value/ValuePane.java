package dev.lifeboat.ui.browser.value;

import atlantafx.base.theme.Styles;
import dev.lifeboat.ui.common.Buttons;
import dev.lifeboat.ui.common.Choice;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.ErrorBanner;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;

/** One value, whole: however long it is, here it can be read, copied and saved. */
public final class ValuePane extends VBox {
    private final ValueModel model;
    private final Formats formats;
    private final Label name = new Label();
    private final Label facts = new Label();
    private final HBox forms = new HBox();
    private final StackPane body = new StackPane();
    private final PartBar parts;
    private final HBox saving;
    private final TextViewer text;
    private final Button save;
    private final ObjectProperty<Form> shownForm = new SimpleObjectProperty<>(this, "shownForm");

    /** @param close is run when a person has seen enough */
    public ValuePane(ValueModel model, Formats formats, Runnable close) {
        this.model = model;
        this.formats = formats;
        text = new TextViewer();
        parts = new PartBar(model, formats);
        setId("browser-details");
        getStyleClass().addAll("browser-details", Css.GAP_SMALL);
        name.getStyleClass().add(Styles.TEXT_BOLD);
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        facts.setId("browser-details-facts");
        facts.getStyleClass().add(Css.QUIET);
        facts.setMinWidth(60);
        save = Buttons.icon("browser-details-save", Messages.text("browser.value.save"), Feather.DOWNLOAD, this::save);
        save.disableProperty().bind(model.savingProperty());
        saving = saving();
        VBox.setVgrow(body, Priority.ALWAYS);
        body.setMinHeight(0);
        var header = Layout.row(Css.GAP, name, facts, Layout.spring(), forms, text.wrap(),
                Buttons.icon("browser-details-copy", Messages.text("browser.details.copy"), Feather.COPY, () -> model.copy(ValuePane::copy)), save,
                Buttons.icon("browser-details-close", Messages.text("browser.details.close"), Feather.X, close));
        getChildren().addAll(header, error(), saving, body, parts);
        model.openedProperty().addListener((_, _, opened) -> show(opened));
        model.formProperty().addListener((_, _, form) -> {
            shownForm.set(form);
            showPart();
        });
        shownForm.addListener((_, _, form) -> {
            if (form != null && form != model.formProperty().get()) model.choose(form);
        });
        model.partProperty().addListener(_ -> showPart());
    }

    private ErrorBanner error() {
        var banner = new ErrorBanner("browser-value-error");
        model.errorProperty().addListener((_, _, failed) -> {
            if (failed == null) banner.clear();
            else banner.show(failed);
        });
        return banner;
    }

    private HBox saving() {
        var words = new Label();
        model.savedProperty().addListener((_, _, done) -> words.setText(Messages.text("browser.value.saving", formats.size(done.longValue()))));
        var row = Layout.row(Css.GAP, words, Buttons.plain("browser-details-save-stop", Messages.text("browser.value.saving.stop"), model::stopSaving));
        row.visibleProperty().bind(model.savingProperty());
        row.managedProperty().bind(model.savingProperty());
        return row;
    }

    private void show(ValueModel.Opened opened) {
        if (opened == null) {
            body.getChildren().clear();
            return;
        }
        name.setText(opened.column().name());
        facts.setText(facts(opened));
        save.setVisible(!opened.cell().isNull());
        offer(opened.forms());
        if (opened.size().isEmpty() && !opened.cell().isNull()) body.getChildren().setAll(text.reading());
    }

    private String facts(ValueModel.Opened opened) {
        String type = opened.column().type() + " · ";
        if (opened.cell().isNull()) return type + Messages.text("browser.cell.null");
        if (opened.size().isEmpty()) return opened.column().type();
        var size = opened.size().get();
        if (opened.cell().isBinary()) return type + formats.size(size.bytes());
        String length = Messages.text("browser.details.length", size.characters());
        return type + length + (size.bytes() >= 10_000 ? " · " + formats.size(size.bytes()) : "");
    }

    private void offer(List<Form> offered) {
        forms.getChildren().clear();
        if (offered.size() < 2) return;
        var choice = new Choice<>("browser-value-form", Messages.text("browser.value.form"), offered,
                each -> Messages.text("browser.value.form." + each.name().toLowerCase(Locale.ROOT)));
        choice.valueProperty().bindBidirectional(shownForm);
        forms.getChildren().setAll(choice);
    }

    private void showPart() {
        var part = model.partProperty().get();
        var form = model.formProperty().get();
        text.wrap().setVisible(form == Form.TEXT || form == Form.FORMATTED || form == Form.SHAPE);
        text.wrap().setManaged(text.wrap().isVisible());
        parts.setVisible(part != null && !part.whole());
        parts.setManaged(parts.isVisible());
        if (part == null || form == null) return;
        var opened = model.openedProperty().get();
        switch (form) {
            case TEXT -> put(text.of(opened, part.text()));
            case HEX -> put(new HexViewer(part));
            case TREE -> make(JsonViewer::of, part);
            case FORMATTED -> make(each -> () -> text.of(opened, JsonItem.parse(each.text()).map(JsonItem::formatted).orElse(each.text())), part);
            case LIST -> make(each -> {
                var elements = ArrayElements.of(each.text(), ',');
                return () -> new ListViewer(elements);
            }, part);
            case SHAPE -> make(each -> {
                var shape = Geometry.wkt(each.text()).orElse(each.text());
                return () -> text.of(opened, shape);
            }, part);
            case IMAGE -> make(each -> ImageViewer.of(each.bytes(), formats), part);
            case MOMENT -> put(new MomentViewer(Moment.parse(part.text()).orElseThrow(), model));
        }
    }

    /** What takes long is done in the background; the node itself is made here. */
    private void make(Function<ValueModel.Part, Supplier<Node>> work, ValueModel.Part of) {
        model.make(work, node -> {
            if (of == model.partProperty().get()) put(node.get());
        });
    }

    private void put(Node node) {
        if (!body.getChildren().equals(List.of(node))) body.getChildren().setAll(node);
    }

    private void save() {
        var opened = model.openedProperty().get();
        var chooser = new FileChooser();
        chooser.setTitle(Messages.text("browser.value.save"));
        String column = opened.column().name().replaceAll("[^\\p{L}\\p{N}_-]", "_");
        chooser.setInitialFileName(column + "." + ending(opened));
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) model.save(file.toPath());
    }

    private static String ending(ValueModel.Opened opened) {
        if (opened.cell().isBinary()) {
            return ImageKind.of(opened.cell().text()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("bin");
        }
        return switch (opened.column().castType()) {
            case "json", "jsonb" -> "json";
            case "xml" -> "xml";
            default -> "txt";
        };
    }

    /** Puts a text into the clipboard. */
    public static void copy(String text) {
        var content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
