package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Every file of a set with the SHA-256 that it must have, for whoever copies sets. */
public final class SetChecksums {

    /** Written last, wherever a set is written: without it a set does not exist. */
    public static final String MANIFEST = SetFiles.MANIFEST;

    private SetChecksums() {}

    /** The small files of a set, which say what it is: all but its members. */
    public static Set<String> smallFiles() {
        return new TreeSet<>(SetFiles.BESIDE_MEMBERS);
    }

    /** Whether a folder of that name is a set's. */
    public static boolean isSetId(String folderName) {
        return SetFiles.isId(folderName);
    }

    /**
     * By path within the set, the manifest last. Reads the small files only.
     * @throws Failure.SetDamaged when they do not agree with each other
     */
    public static Map<String, String> of(BackupSet set) throws IOException {
        byte[] manifestJson = Files.readAllBytes(set.folder().resolve(SetFiles.MANIFEST));
        Checksums expected = Checksums.of(set.manifest(), Sha256.of(Files.readAllBytes(set.folder().resolve(SetFiles.INSTRUCTIONS))), manifestJson);
        byte[] sums = Files.readAllBytes(set.folder().resolve(SetFiles.SUMS));
        if (!expected.text().equals(new String(sums, StandardCharsets.UTF_8))) {
            throw new Failure.SetDamaged(set.id() + ": " + SetFiles.SUMS + " does not agree with the set.", null, "Verify the set.");
        }
        Map<String, String> files = new LinkedHashMap<>(expected.byPath());
        files.remove(SetFiles.MANIFEST);
        files.put(SetFiles.SUMS, Sha256.of(sums));
        files.put(SetFiles.MANIFEST, Sha256.of(manifestJson));
        return files;
    }
}
