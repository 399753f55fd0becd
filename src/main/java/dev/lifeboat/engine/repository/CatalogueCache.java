package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The manifests of a repository as they were read last, so that listing a thousand sets need not read a thousand JSON
 * files again. Only a cache: an entry counts while its manifest has the same size, times and file key, and whatever is
 * missing, damaged, or written by another version is read anew from the manifests without a word. Thread-safe; several
 * processes may share the file, the last to write it wins.
 */
final class CatalogueCache {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueCache.class);
    private static final int MAGIC = 0x4C424332;
    private static final int HEAD = Integer.BYTES + Long.BYTES;
    /** A manifest that was changed so lately may change again within one tick of its file system's clock. */
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final LinkOption[] THE_FILE_ITSELF = {LinkOption.NOFOLLOW_LINKS};

    private final Path file;
    private final RecordCodec codec = new RecordCodec();
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean changed;

    /** How a manifest's file looked. @param key empty where the file system has none */
    private record Seen(long size, FileTime modified, String key) {}

    /** @param manifest as the codec writes it, each by itself: what has not changed is copied, and several threads read at once */
    private record Entry(Seen seen, ByteBuffer manifest) {}

    private CatalogueCache(Path file) {
        this.file = file;
    }

    /** @param folder of caches; made when something is kept */
    static CatalogueCache of(Path repository, String id, Path folder) {
        // The folder as well: copies of a repository have its id.
        String place = Sha256.of(repository.toString()).substring(0, 12);
        CatalogueCache cache = new CatalogueCache(folder.resolve("catalogue-" + id.replaceAll("[^A-Za-z0-9-]", "_") + "-" + place));
        cache.load();
        return cache;
    }

    /** The manifest of a set, from the cache when its file has not changed since. @throws Failure.SetDamaged */
    Manifest manifest(Path setFolder) {
        String name = setFolder.getFileName().toString();
        Optional<Seen> before = look(setFolder);
        Entry known = entries.get(name);
        if (known != null && before.isPresent() && known.seen.equals(before.get())) {
            return (Manifest) codec.another().read(Manifest.class, known.manifest.duplicate());
        }
        Manifest manifest = SetFiles.readManifest(setFolder);
        if (before.isPresent() && before.equals(look(setFolder)) && Duration.between(before.get().modified.toInstant(), Instant.now()).compareTo(SETTLED) > 0) {
            encoded(manifest).ifPresent(bytes -> {
                entries.put(name, new Entry(before.get(), bytes));
                changed = true;
            });
        }
        return manifest;
    }

    private Optional<ByteBuffer> encoded(Manifest manifest) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            codec.another().write(Manifest.class, manifest, new DataOutputStream(bytes));
            return Optional.of(ByteBuffer.wrap(bytes.toByteArray()));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("A manifest is not kept in the catalogue's cache", e);
            return Optional.empty();
        }
    }

    private static Optional<Seen> look(Path setFolder) {
        try {
            BasicFileAttributes found = Files.readAttributes(setFolder.resolve(SetFiles.MANIFEST), BasicFileAttributes.class, THE_FILE_ITSELF);
            return Optional.of(new Seen(found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey())));
        } catch (IOException _) {
            return Optional.empty(); // reading it will say why
        }
    }

    /** Keeps what was read, without the sets that are gone. A cache that cannot be written is done without. */
    void keep(Set<String> present) {
        changed |= entries.keySet().retainAll(present);
        if (!changed) {
            return;
        }
        try {
            AtomicFile.write(file, bytes());
            changed = false;
        } catch (Failure.StorageFailed | UnsupportedOperationException | IOException e) {
            LOG.debug("The catalogue's cache was not written", e);
        }
    }

    private byte[] bytes() throws IOException {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(buffer);
        RecordCodec head = codec.another();
        out.writeInt(MAGIC);
        out.writeLong(0); // the sum of what follows
        head.write(String.class, version(), out);
        Map<String, Entry> kept = Map.copyOf(entries);
        out.writeInt(kept.size());
        for (Map.Entry<String, Entry> entry : kept.entrySet()) {
            Seen seen = entry.getValue().seen;
            ByteBuffer manifest = entry.getValue().manifest;
            head.write(String.class, entry.getKey(), out);
            out.writeLong(seen.size);
            head.write(Instant.class, seen.modified.toInstant(), out);
            head.write(String.class, seen.key, out);
            out.writeInt(manifest.limit());
            out.write(manifest.array(), manifest.arrayOffset(), manifest.limit());
        }
        byte[] whole = buffer.toByteArray();
        ByteBuffer.wrap(whole).putLong(Integer.BYTES, sum(whole));
        return whole;
    }

    private void load() {
        try {
            byte[] whole = Files.readAllBytes(file);
            ByteBuffer in = ByteBuffer.wrap(whole);
            RecordCodec head = codec.another();
            if (in.getInt() != MAGIC || in.getLong() != sum(whole) || !version().equals(head.read(String.class, in))) {
                return;
            }
            Map<String, Entry> found = new HashMap<>();
            for (int left = in.getInt(); left > 0; left--) {
                String name = (String) head.read(String.class, in);
                Seen seen = new Seen(in.getLong(), FileTime.from((Instant) head.read(Instant.class, in)), (String) head.read(String.class, in));
                int size = in.getInt();
                found.put(name, new Entry(seen, in.slice(in.position(), size)));
                in.position(in.position() + size);
            }
            entries.putAll(found);
        } catch (NoSuchFileException _) {
            LOG.debug("There is no cache of the catalogue yet: {}", file);
        } catch (IOException | RuntimeException e) { // whatever its bytes are, the manifests are there
            LOG.debug("The catalogue's cache cannot be used", e);
        }
    }

    private static long sum(byte[] whole) {
        CRC32C crc = new CRC32C();
        crc.update(whole, HEAD, whole.length - HEAD);
        return crc.getValue();
    }

    private static String version() {
        return Sha256.of(RecordCodec.describe(Manifest.class));
    }
}
