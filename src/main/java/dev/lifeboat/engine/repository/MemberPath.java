package dev.lifeboat.engine.repository;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The paths of a set's members. A name from outside (a database's) becomes a file name that is safe on every platform
 * and different for every name; the real name is in the manifest.
 */
public final class MemberPath {

    /** The roles, role settings and tablespaces of the server. */
    public static final String GLOBALS = "databases/globals.sql.zst";

    /** The copy of a whole server. */
    public static final String BASE = "base/base.tar.zst";
    /** The server's own list of what is in it. */
    public static final String BASE_MANIFEST = "base/backup_manifest.zst";

    /** What it takes to create the stack's containers again. */
    public static final String STACK = "stack/stack.json";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_%][A-Za-z0-9._%-]*(/[A-Za-z0-9_%][A-Za-z0-9._%-]*)*");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

    private MemberPath() {}

    /** A member's path without what its compression and encryption put at its end. */
    static String plain(String path) {
        String opened = path.endsWith(".age") ? path.substring(0, path.length() - ".age".length()) : path;
        return Arrays.stream(Compression.values()).map(Compression::suffix).filter(suffix -> !suffix.isEmpty() && opened.endsWith(suffix))
                .findFirst().map(suffix -> opened.substring(0, opened.length() - suffix.length())).orElse(opened);
    }

    /** The dump of a database. */
    public static String ofDump(String database) {
        return "databases/" + encode(database) + ".dump.zst";
    }

    /** The dump of a database as plain SQL, which only an imported set has. */
    public static String ofPlainDump(String database) {
        return "databases/" + encode(database) + ".sql.zst";
    }

    /** Whether the dump of a database is plain SQL: for psql, not for pg_restore. */
    public static boolean isPlainDump(String member) {
        return member.startsWith("databases/") && (member.endsWith(".sql.zst") || member.endsWith(".sql.zst.age")) && !member.startsWith(GLOBALS);
    }

    /** Whether it is {@link #GLOBALS}, however it is compressed and encrypted. */
    public static boolean isGlobals(String member) {
        return plain(member).equals(plain(GLOBALS));
    }

    /** The files of a Docker volume. */
    public static String ofVolume(String volume) {
        return "volumes/" + encode(volume) + ".tar.zst";
    }

    /** A copy of a Compose file, or of the file of variables beside it. @param number of those of the same name, from 1 */
    public static String ofCompose(String fileName, int number) {
        return "stack/compose/" + (number == 1 ? "" : number + "-") + encode(fileName);
    }

    /** Whether a member says what the stack is made of; it is never compressed. */
    public static boolean isOfStack(String member) {
        return member.startsWith("stack/");
    }

    /** What is in {@link #ofVolume}. */
    public static String ofIndex(String volume) {
        return "volumes/" + encode(volume) + ".index.jsonl.zst";
    }

    /**
     * A file name for any text: what is not {@code a-z 0-9 _ . -} is percent-encoded as UTF-8, upper case too, since
     * some file systems take {@code Shop} and {@code shop} for one; so are a dot or minus in front, and the first
     * letter of what Windows takes for a device. At most three times as long as the text's UTF-8 form.
     */
    static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean device = DEVICE.matcher(name).matches();
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean plain = b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '_' || i > 0 && (b == '.' || b == '-');
            if (plain && !(device && i == 0)) {
                encoded.append((char) b);
            } else {
                encoded.append("%%%02X".formatted(b));
            }
        }
        return encoded.toString();
    }

    /** Whether a path from a manifest stays within its set, on every platform. */
    static boolean isSafe(String path) {
        return SAFE.matcher(path).matches() && Arrays.stream(path.split("/")).noneMatch(part -> part.equals("..") || part.endsWith("."));
    }
}
