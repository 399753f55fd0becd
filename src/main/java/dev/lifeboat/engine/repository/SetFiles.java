package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files and folders of backup sets are called, and how a manifest is read. */
final class SetFiles {

    static final String MANIFEST = "manifest.json";
    static final String SUMS = "SHA256SUMS";
    static final String INSTRUCTIONS = "RESTORE.md";
    /** The files of a set that are no members. */
    static final Set<String> BESIDE_MEMBERS = Set.of(MANIFEST, SUMS, INSTRUCTIONS);

    private static final Pattern ID = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[a-z][a-z0-9-]*");
    /** {@code .<id>.<the writer's lock>.partial}: hidden, so that what has a set's name is always a whole set. */
    private static final Pattern PARTIAL = Pattern.compile("\\.(" + ID.pattern() + ")\\.([0-9a-f]{16})\\.partial");
    private static final DateTimeFormatter ID_TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SetFiles() {}

    /** A folder in which a set is being written, or was when its writer was killed. */
    record Partial(String id, String token) {

        static String name(String id, String token) {
            return "." + id + "." + token + ".partial";
        }

        /** Null when the folder is none. */
        static Partial ofNameOrNull(String folderName) {
            Matcher matcher = PARTIAL.matcher(folderName);
            return matcher.matches() ? new Partial(matcher.group(1), matcher.group(2)) : null;
        }
    }

    static String id(Instant at, String stack, Kind kind) {
        return ID_TIME.format(at) + "-" + stack + "-" + kind.name().toLowerCase(Locale.ROOT);
    }

    static boolean isId(String folderName) {
        return ID.matcher(folderName).matches();
    }

    /** Whether a set is of a stack, by its id alone: for sets whose manifest cannot be read. */
    static boolean isOf(String id, String stack) {
        for (Kind kind : Kind.values()) {
            if (id.matches("[0-9]{8}T[0-9]{6}Z-" + Pattern.quote(stack) + "-" + kind.name().toLowerCase(Locale.ROOT) + "(-[0-9]+)?")) {
                return true;
            }
        }
        return false;
    }

    /** @throws Failure.SetDamaged saying why the folder is not a set that can be used */
    static Manifest readManifest(Path setFolder) {
        return readManifest(setFolder, setFolder.toAbsolutePath().normalize().getFileName().toString());
    }

    /** Of a set whose folder does not have its name yet. */
    static Manifest readManifest(Path setFolder, String name) {
        Path file = setFolder.resolve(MANIFEST);
        byte[] json;
        try {
            json = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new Failure.SetDamaged(setFolder + " has no " + MANIFEST + ": it is not a complete backup set.", e);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
        Manifest manifest = parse(json, file);
        if (!manifest.id().equals(name)) {
            throw new Failure.SetDamaged("The manifest is that of set " + manifest.id() + ", but the folder is called " + name + ".", null,
                    "Give the folder its own name back.");
        }
        for (Manifest.Member member : manifest.members()) {
            if (!MemberPath.isSafe(member.path()) || BESIDE_MEMBERS.contains(member.path())) {
                throw new Failure.SetDamaged("The manifest names a member outside the set: " + member.path(), null,
                        "Lifeboat did not write this manifest. Use another copy of the set.");
            }
        }
        return manifest;
    }

    private static Manifest parse(byte[] json, Path file) {
        try {
            Manifest manifest = Json.read(json, Manifest.class, file);
            checkVersion(manifest.formatVersion());
            return manifest;
        } catch (Failure.BadInput e) {
            // A newer version may well lack or rename fields: then its number is the reason, not the field.
            checkVersion(versionOf(json, file));
            throw new Failure.SetDamaged("The manifest cannot be read: " + e.getMessage(), e, "Use another copy of this set, if there is one.");
        }
    }

    /** The one field that every version of the manifest has. */
    private record Versioned(int formatVersion) {}

    private static int versionOf(byte[] json, Path file) {
        try {
            return Json.read(json, Versioned.class, file).formatVersion();
        } catch (Failure.BadInput _) {
            return Manifest.FORMAT_VERSION; // not JSON at all, or without a version: the caller has the better reason
        }
    }

    private static void checkVersion(int version) {
        if (version > Manifest.FORMAT_VERSION) {
            throw new Failure.SetDamaged("The set was written by a newer Lifeboat (format " + version + ", this one reads up to "
                    + Manifest.FORMAT_VERSION + ").", null, "Update Lifeboat, or follow the set's " + INSTRUCTIONS + ".");
        }
    }
}
