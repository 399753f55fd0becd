package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.console.SqlStatement;
import dev.lifeboat.engine.console.SqlToken;
import dev.lifeboat.ui.common.Messages;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.fxmisc.flowless.VirtualizedScrollPane;
import org.fxmisc.richtext.CodeArea;
import org.fxmisc.richtext.model.TwoDimensional;

/** The text of a console with its colours, line numbers, the mark of the statement at the caret, and completion. */
final class SqlEditor extends StackPane {
    static final KeyCombination COMPLETE = new KeyCodeCombination(KeyCode.SPACE, KeyCombination.CONTROL_DOWN);
    private static final int LEAST_TYPED = 2;
    /** A longer text would take too long to colour at each key. */
    private static final int COLOURED = 200_000;

    private final ConsoleModel model;
    private final NamesModel names;
    private final CodeArea area = new CodeArea();
    private final CompletionList completion = new CompletionList(this::complete);
    /** Until the next layout nobody knows where a caret is that has just moved: then the list waits for it. */
    private final PauseTransition placeless = new PauseTransition(Duration.millis(50));
    private Optional<SqlStatement> current = Optional.empty();
    private boolean asked;

    SqlEditor(ConsoleModel model, NamesModel names) {
        this.model = model;
        this.names = names;
        getStyleClass().add("sql-editor");
        area.setId("console-text");
        area.setAccessibleText(Messages.text("console.text"));
        area.setParagraphGraphicFactory(this::gutter);
        area.replaceText(model.textProperty().get());
        area.getUndoManager().forgetHistory();
        area.moveTo(model.caretProperty().get());
        getChildren().addAll(new VirtualizedScrollPane<>(area), completion);
        area.textProperty().addListener((_, _, text) -> {
            model.textProperty().set(text);
            colour();
        });
        area.caretPositionProperty().addListener((_, _, at) -> {
            model.caretProperty().set(at);
            mark();
            follow();
        });
        area.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) completion.hide();
        });
        model.mistakeProperty().addListener((_, _, mistake) -> {
            colour();
            if (mistake != null) area.requestFollowCaret();
            recreateGutter();
        });
        names.onChanged(() -> {
            if (completion.isVisible() || asked) offer();
        });
        placeless.setOnFinished(_ -> offer());
        area.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        area.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        colour();
        mark();
    }

    /** The text area, to give it the focus. */
    CodeArea area() {
        return area;
    }

    /** Puts a text in, behind what is there. */
    void append(String text) {
        String gap = area.getText().isBlank() ? "" : area.getText().endsWith("\n") ? "\n" : "\n\n";
        area.appendText(gap + text);
        area.moveTo(area.getLength());
        area.requestFollowCaret();
        area.requestFocus();
    }

    private void colour() {
        if (area.getLength() > 0 && area.getLength() <= COLOURED) area.setStyleSpans(0, SqlColours.of(model.script(), model.mistakeProperty().get()));
        mark();
    }

    /** Marks the lines of the statement that a run would run. */
    private void mark() {
        var now = area.getText().equals(model.textProperty().get()) ? model.script().at(area.getCaretPosition()) : Optional.<SqlStatement>empty();
        if (now.map(SqlStatement::start).equals(current.map(SqlStatement::start)) && now.map(SqlStatement::end).equals(current.map(SqlStatement::end))) return;
        int from = Math.min(line(current.map(SqlStatement::start)), line(now.map(SqlStatement::start)));
        int to = Math.max(line(current.map(SqlStatement::end)), line(now.map(SqlStatement::end)));
        current = now;
        for (int i = Math.max(0, from); i <= Math.min(to, area.getParagraphs().size() - 1); i++) {
            Collection<String> style = isCurrent(i) ? List.of("sql-current") : List.of();
            if (!area.getParagraph(i).getParagraphStyle().equals(style)) area.setParagraphStyle(i, style);
        }
    }

    private boolean isCurrent(int line) {
        return current.isPresent() && line(current.map(SqlStatement::start)) <= line && line <= line(current.map(SqlStatement::end));
    }

    private int line(Optional<Integer> at) {
        return at.map(place -> area.offsetToPosition(Math.min(place, area.getLength()), TwoDimensional.Bias.Backward).getMajor()).orElse(0);
    }

    private Node gutter(int line) {
        var mistake = Optional.ofNullable(model.mistakeProperty().get()).filter(each -> line(Optional.of(each.start())) == line);
        int digits = Math.max(2, String.valueOf(area.getParagraphs().size()).length());
        var label = new Label(("%" + digits + "d%s").formatted(line + 1, mistake.isPresent() ? "!" : " "));
        label.getStyleClass().add(mistake.isPresent() ? "sql-line-mistake" : "sql-line");
        mistake.ifPresent(each -> label.setTooltip(new Tooltip(each.message())));
        return label;
    }

    private void recreateGutter() {
        for (int i = 0; i < area.getParagraphs().size(); i++) area.recreateParagraphGraphic(i);
    }

    private void pressed(KeyEvent event) {
        if (COMPLETE.match(event)) {
            asked = true;
            offer();
        } else if (completion.isVisible()) {
            switch (event.getCode()) {
                case UP -> completion.move(-1);
                case DOWN -> completion.move(1);
                case ENTER, TAB -> {
                    if (event.isShortcutDown()) return;
                    complete(completion.getSelectionModel().getSelectedItem());
                }
                case ESCAPE -> close();
                default -> {
                    return;
                }
            }
        } else if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isShiftDown()) {
            area.replaceSelection("  ");
        } else {
            return;
        }
        event.consume();
    }

    private void typed(KeyEvent event) {
        if (event.getCharacter().isEmpty() || event.isShortcutDown()) return;
        char c = event.getCharacter().charAt(0);
        // The area takes the character after this handler.
        Platform.runLater(() -> hasTyped(c));
    }

    private void hasTyped(char c) {
        if (c == '.' || isWord(c)) {
            int at = area.getCaretPosition();
            String before = area.getText(Math.max(0, at - LEAST_TYPED), at);
            if (asked || c == '.' || before.length() == LEAST_TYPED && before.chars().allMatch(SqlEditor::isWord)) offer();
        } else if (c != '\b') {
            close();
        }
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** The list follows while one types on, and goes when the caret leaves the word. */
    private void follow() {
        if (!completion.isVisible()) return;
        int at = area.getCaretPosition();
        if (at < completion.offer().from()) close();
        else Platform.runLater(() -> {
            if (completion.isVisible()) offer();
        });
    }

    private void offer() {
        int at = area.getCaretPosition();
        boolean inside = model.script().tokens().stream().anyMatch(token -> token.start() < at && at <= token.end() && isClosedTo(token, at));
        if (inside) {
            close();
            return;
        }
        var offer = names.at(at);
        var place = caretBounds();
        if (place == null && area.isFocused()) placeless.playFromStart();
        completion.show(offer, place, this);
    }

    /** Nothing is completed in constants, comments and names in quotes, also while they are being written. */
    private boolean isClosedTo(SqlToken token, int at) {
        return switch (token.kind()) {
            case STRING, QUOTED_NAME -> {
                char quote = token.kind() == SqlToken.Kind.STRING ? '\'' : '"';
                boolean ended = token.end() - token.start() > 1 && area.getText().charAt(token.end() - 1) == quote;
                yield at < token.end() || !ended;
            }
            case DOLLAR_STRING, NUMBER, BACKSLASH, COMMENT -> true;
            default -> false;
        };
    }

    private Bounds caretBounds() {
        return area.getCaretBounds().map(this::screenToLocal).orElse(null);
    }

    private void complete(Completion.Candidate candidate) {
        var offer = completion.offer();
        close();
        area.replaceText(offer.from(), area.getCaretPosition(), candidate.text());
        if (candidate.kind() == Completion.Candidate.Kind.FUNCTION) {
            area.insertText(area.getCaretPosition(), "()");
            area.moveTo(area.getCaretPosition() - 1);
        }
        close();
    }

    private void close() {
        asked = false;
        placeless.stop();
        completion.hide();
    }
}
