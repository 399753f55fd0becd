package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file SHA256SUMS of a set, in the form that {@code sha256sum -c} accepts: hash, two spaces, path.
 *
 * @param byPath hash (hex) of each file, in the order of the lines
 */
record Checksums(Map<String, String> byPath) {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    /** Of the members, the instructions and, from {@link Manifest#HASHED_VERSION} on, of the manifest as it is stored. */
    static Checksums of(Manifest manifest, String instructionsSha256, byte[] manifestJson) {
        Map<String, String> byPath = new LinkedHashMap<>();
        manifest.members().forEach(member -> byPath.put(member.path(), member.sha256()));
        byPath.put(SetFiles.INSTRUCTIONS, instructionsSha256);
        if (manifest.formatVersion() >= Manifest.HASHED_VERSION) {
            byPath.put(SetFiles.MANIFEST, Sha256.of(manifestJson));
        }
        return new Checksums(byPath);
    }

    /** Empty when a line is not of that form. */
    static Optional<Checksums> parse(String text) {
        Map<String, String> byPath = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            byPath.put(matcher.group(2), matcher.group(1));
        }
        return Optional.of(new Checksums(byPath));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        byPath.forEach((path, hash) -> text.append(hash).append("  ").append(path).append('\n'));
        return text.toString();
    }
}
