package dev.lifeboat.ui.common;

import javafx.scene.control.Label;

/** What is wrong with a field, right below it; takes no room while nothing is. */
public final class FieldProblem extends Label {
    public FieldProblem(String id) {
        setId(id);
        setWrapText(true);
        setMinHeight(USE_PREF_SIZE);
        getStyleClass().add("field-problem");
        say("");
    }

    /** Shows a sentence; an empty one shows nothing. */
    public void say(String sentence) {
        setText(sentence);
        setAccessibleText(sentence);
        setVisible(!sentence.isEmpty());
        setManaged(!sentence.isEmpty());
    }
}
