package dev.lifeboat.ui.common;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Something a person should know, in the colour and with the icon of its state, and perhaps a button at its end. */
public final class Note extends HBox {
    /** @param sentence what it is; @param todo what to do about it, may be empty; @param actions buttons */
    public Note(StatePill.State state, String sentence, String todo, Node... actions) {
        getStyleClass().addAll("note", state.styleClass());
        var words = Layout.column(Css.GAP_SMALL, Layout.wrapped(sentence));
        if (!todo.isBlank()) words.getChildren().add(Layout.wrapped(todo, "note-todo"));
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(Layout.icon(state.icon()), words);
        getChildren().addAll(actions);
    }
}
