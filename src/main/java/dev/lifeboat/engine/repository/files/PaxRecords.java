package dev.lifeboat.engine.repository.files;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the extended heads of a tar say of a file, by keyword. */
record PaxRecords(Map<String, String> values) {

    static final String PATH = "path";
    static final String TARGET = "linkpath";
    static final String UID = "uid";
    static final String GID = "gid";
    private static final String ATTRIBUTES = "SCHILY.";
    private static final String SPARSE = "GNU.sparse.";

    /** Reads records of the form {@code LENGTH KEYWORD=VALUE}, a line each; the length is that of the whole line. */
    static Map<String, String> read(byte[] bytes) throws IOException {
        Map<String, String> values = new HashMap<>();
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            int length = 0;
            int digit = at;
            for (; digit < bytes.length && bytes[digit] >= '0' && bytes[digit] <= '9' && length < bytes.length; digit++) {
                length = length * 10 + bytes[digit] - '0';
            }
            int end = at + length;
            int equals = digit;
            while (equals < Math.min(end, bytes.length) && bytes[equals] != '=') {
                equals++;
            }
            if (end > bytes.length || equals >= end || bytes[digit] != ' ' || bytes[end - 1] != '\n') {
                throw new IOException("an extended head is damaged");
            }
            values.put(text(bytes, digit + 1, equals), text(bytes, equals + 1, end - 1));
            at = end;
        }
        return values;
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** An empty value takes back what a head before said. */
    Optional<String> text(String keyword) {
        return Optional.ofNullable(values.get(keyword)).filter(value -> !value.isEmpty());
    }

    Optional<Long> number(String keyword) throws IOException {
        try {
            return text(keyword).map(Long::parseLong);
        } catch (NumberFormatException e) {
            throw new IOException("an extended head is damaged: " + keyword + " is " + values.get(keyword), e);
        }
    }

    Optional<Long> size() throws IOException {
        return number("size");
    }

    Optional<Instant> time() throws IOException {
        try {
            return text("mtime").map(BigDecimal::new).map(seconds -> Instant.ofEpochSecond(seconds.longValue(),
                    seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue()));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IOException("an extended head is damaged: mtime is " + values.get("mtime"), e);
        }
    }

    /** Whether it is stored without its holes. @throws IOException when in another way than GNU tar does it by itself */
    boolean isSparse() throws IOException {
        boolean sparse = values.keySet().stream().anyMatch(keyword -> keyword.startsWith(SPARSE));
        if (sparse && !(values.getOrDefault(SPARSE + "major", "").equals("1") && values.getOrDefault(SPARSE + "minor", "").equals("0"))) {
            throw new IOException("a sparse file is stored in a way that is not known");
        }
        return sparse;
    }

    Optional<String> sparseName() {
        return text(SPARSE + "name");
    }

    long realSize() throws IOException {
        return number(SPARSE + "realsize").filter(size -> size >= 0).orElseThrow(() -> new IOException("a sparse file does not say how long it is"));
    }

    /** As {@code xattr.user.name} and {@code acl.access}. */
    Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        values.forEach((keyword, value) -> {
            if (keyword.startsWith(ATTRIBUTES)) {
                attributes.put(keyword.substring(ATTRIBUTES.length()), value);
            }
        });
        return attributes;
    }
}
