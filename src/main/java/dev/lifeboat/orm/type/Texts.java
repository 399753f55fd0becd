package dev.lifeboat.orm.type;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Text, which every column of text keeps as it is. */
final class Texts {
    private Texts() {}

    /** The text itself. @throws IllegalArgumentException for half of a surrogate pair, which would become a question mark */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new IllegalArgumentException("the text holds half of a surrogate pair, which UTF-8 has no form for");
                }
                i++;
            }
        }
        return text;
    }

    /** {@code char(n)}: the blanks that PostgreSQL fills up with belong to nobody. */
    record Padded<V>(Codec<V> inner) implements Codec<V> {
        @Override
        public String type() {
            return "bpchar";
        }

        @Override
        public String text(V value) {
            return inner.text(value);
        }

        @Override
        public V parse(String text) {
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == ' ') {
                end--;
            }
            return inner.parse(text.substring(0, end));
        }
    }

    /** One UTF-16 unit as {@code char(1)}. */
    record Single() implements Codec<Character> {
        @Override
        public String type() {
            return "char(1)";
        }

        @Override
        public String text(Character value) {
            return wellFormed(value.toString());
        }

        @Override
        public Character parse(String text) {
            if (text.length() > 1) {
                throw new IllegalArgumentException("more than one character");
            }
            return text.isEmpty() ? ' ' : text.charAt(0);
        }
    }

    /** {@code text} and {@code varchar}. */
    record Plain() implements Codec<String> {
        @Override
        public String type() {
            return "text";
        }

        @Override
        public String placeholder() {
            return "?";
        }

        @Override
        public String text(String value) {
            return wellFormed(value);
        }

        @Override
        public String parse(String text) {
            return text;
        }

        @Override
        public String read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }

        @Override
        public void bind(PreparedStatement statement, int index, String value) throws SQLException {
            statement.setString(index, wellFormed(value));
        }
    }
}
