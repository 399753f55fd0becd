package dev.lifeboat.engine.postgres.base;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.postgres.Lsn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server says it sent: every file with size and checksum, and the log that is needed beside them. Source:
 * PostgreSQL manual, "Backup Manifest Format".
 *
 * @param files by path, in the tar's encoding
 */
record ServerManifest(Map<String, Entry> files, List<Range> ranges) {

    static final String NAME = "backup_manifest";
    private static final String CHECKSUM = "\"Manifest-Checksum\"";

    /** @param algorithm such as {@code CRC32C}; absent when the backup was taken without checksums */
    record Entry(@JsonProperty("Path") Optional<String> path, @JsonProperty("Encoded-Path") Optional<String> encodedPath,
            @JsonProperty("Size") long size, @JsonProperty("Checksum-Algorithm") Optional<String> algorithm, @JsonProperty("Checksum") Optional<String> checksum) {}

    /** @param end the first byte that is not needed any more */
    record Range(@JsonProperty("Timeline") int timeline, @JsonProperty("Start-LSN") Lsn start, @JsonProperty("End-LSN") Lsn end) {}

    private record Document(@JsonProperty("Files") List<Entry> files, @JsonProperty("WAL-Ranges") List<Range> ranges,
            @JsonProperty("Manifest-Checksum") String checksum) {}

    static ServerManifest parse(byte[] bytes) throws MalformedBase {
        Document document;
        try {
            document = Json.read(bytes, Document.class, Path.of(NAME));
        } catch (Failure.BadInput e) {
            throw new MalformedBase("the server's manifest cannot be read: " + e.getMessage());
        }
        if (!document.checksum().equalsIgnoreCase(sha256BeforeChecksum(bytes))) {
            throw new MalformedBase("the server's manifest is not what the server wrote");
        }
        Map<String, Entry> files = new HashMap<>();
        for (Entry entry : document.files()) {
            files.put(entry.path().orElseGet(() -> new String(HexFormat.of().parseHex(entry.encodedPath().orElse("")), StandardCharsets.ISO_8859_1)), entry);
        }
        if (document.ranges().isEmpty()) {
            throw new MalformedBase("the server's manifest names no log");
        }
        return new ServerManifest(files, document.ranges());
    }

    /** The last line holds the SHA-256 of all before it. */
    private static String sha256BeforeChecksum(byte[] bytes) throws MalformedBase {
        int length = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(CHECKSUM);
        if (length < 0) {
            throw new MalformedBase("the server's manifest is cut off");
        }
        MessageDigest digest = Sha256.digest();
        digest.update(bytes, 0, length);
        return Sha256.hex(digest);
    }
}
