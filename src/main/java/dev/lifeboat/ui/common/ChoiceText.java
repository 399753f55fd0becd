package dev.lifeboat.ui.common;

import java.util.function.Function;
import javafx.util.StringConverter;

/** The words of what a combo box offers, where nothing is typed: nothing for null. */
public final class ChoiceText<T> extends StringConverter<T> {
    private final Function<T, String> words;

    /** @param words never asked for null */
    public ChoiceText(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T item) {
        return item == null ? "" : words.apply(item);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("nobody types into it");
    }
}
