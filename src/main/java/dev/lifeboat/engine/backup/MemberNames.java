package dev.lifeboat.engine.backup;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Paths of a set's members. Databases may be called anything, files may not: bytes other than plain letters, digits,
 * {@code _ - .} are written as {@code %XX}, and two names that a file system without upper case would mix up get numbers.
 */
final class MemberNames {

    static final String GLOBALS = "databases/globals.sql.zst";

    private final Set<String> taken = new HashSet<>();

    String forDump(String database) {
        StringBuilder plain = new StringBuilder();
        for (byte b : database.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean safe = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' && !plain.isEmpty());
            plain.append(safe ? String.valueOf(c) : "%%%02X".formatted(b & 0xff));
        }
        String name = plain.toString();
        for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = plain + "%" + i;
        }
        return "databases/" + name + ".dump.zst";
    }
}
