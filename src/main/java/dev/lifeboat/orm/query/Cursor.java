package dev.lifeboat.orm.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A place between two rows in an ordered listing, as opaque text that can be kept and sent. It holds the values of the row
 * beside it, so it is as confidential as the row.
 */
public record Cursor(String text) {
    /** @throws NullPointerException when the text is null */
    public Cursor {
        Objects.requireNonNull(text, "text");
    }

    /** @param order identifies the listing's order @param values in text form, null for NULL */
    static Cursor of(String order, List<String> values) {
        StringBuilder packed = new StringBuilder(Integer.toHexString(order.hashCode()));
        for (String value : values) {
            packed.append(';').append(value == null ? "n" : value.length() + ":" + value);
        }
        return new Cursor(Base64.getUrlEncoder().withoutPadding()
                .encodeToString(packed.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** @throws IllegalArgumentException when this is no cursor of that order */
    List<String> values(String order, int count) {
        try {
            String packed = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int at = packed.indexOf(';');
            if (at < 0 || !packed.substring(0, at).equals(Integer.toHexString(order.hashCode()))) {
                throw new IllegalArgumentException("this cursor belongs to another order");
            }
            List<String> values = new ArrayList<>(count);
            while (at < packed.length()) {
                if (packed.startsWith(";n", at)) {
                    values.add(null);
                    at += 2;
                } else {
                    int colon = packed.indexOf(':', at);
                    int end = colon + 1 + Integer.parseInt(packed.substring(at + 1, colon));
                    values.add(packed.substring(colon + 1, end));
                    at = end;
                }
            }
            if (values.size() != count) {
                throw new IllegalArgumentException("this cursor belongs to another order");
            }
            return values;
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new IllegalArgumentException("this is no cursor", e);
        }
    }
}
