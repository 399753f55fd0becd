package dev.lifeboat.ui.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The texts of the window. A key is dotted and starts with the feature it belongs to, such as
 * {@code backups.empty.title}; a test finds keys that are missing, unused or written twice. Thread-safe.
 */
public final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.lifeboat.messages");

    private Messages() {}

    /**
     * The text of a key, with {@code {0}}, {@code {1,number}}, ... replaced as {@link MessageFormat} does; an
     * apostrophe in a text is written twice. Numbers that are not quantities (ports, years) are passed as strings.
     *
     * @throws java.util.MissingResourceException when there is no such key
     */
    public static String text(String key, Object... arguments) {
        return new MessageFormat(BUNDLE.getString(key), Locale.getDefault(Locale.Category.FORMAT)).format(arguments);
    }
}
