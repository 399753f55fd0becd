package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.FileHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of S3 or a look-alike: one object for each file. */
final class S3Place implements Place {

    private static final int FRUITLESS_TRIES = 5;
    private static final int NOT_THERE = 404;

    private final S3Access s3;
    /** What was sent here and now, and the server has confirmed by checksums. */
    private final Map<String, String> proven = new ConcurrentHashMap<>();

    S3Place(S3Access s3) {
        this.s3 = s3;
    }

    private String bucket() {
        return s3.where().bucket();
    }

    @Override
    public List<Trial> trials() {
        return new S3Trials(s3).all();
    }

    @Override
    public List<Entry> list(Cancellation cancellation) {
        return list("", cancellation).stream().map(object -> new Entry(s3.path(object.key()), object.size(), object.lastModified().truncatedTo(ChronoUnit.SECONDS))).toList();
    }

    private List<S3Object> list(String below, Cancellation cancellation) {
        String prefix = s3.key(below);
        return s3.ask("list objects", client -> {
            List<S3Object> objects = new ArrayList<>();
            for (var page : client.listObjectsV2Paginator(request -> request.bucket(bucket()).prefix(prefix))) {
                cancellation.check();
                objects.addAll(page.contents());
            }
            return objects;
        });
    }

    @Override
    public long put(Path from, Collection<String> paths, boolean anew, Progress progress, Cancellation cancellation) {
        AtomicLong sent = new AtomicLong();
        List<String> large = new ArrayList<>();
        List<String> small = new ArrayList<>();
        for (String path : paths) {
            (size(from.resolve(path)) > S3Upload.PART ? large : small).add(path);
        }
        S3Access.forEach(small, path -> sent.addAndGet(put(from, path, anew, progress, cancellation)));
        large.forEach(path -> sent.addAndGet(put(from, path, anew, progress, cancellation))); // its parts go at the same time
        return sent.get();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private long put(Path from, String path, boolean anew, Progress progress, Cancellation cancellation) {
        cancellation.check();
        Path file = from.resolve(path);
        String sha256 = hash(file, cancellation);
        if (!anew && head(path).filter(head -> head.contentLength() == size(file) && sha256.equals(head.metadata().get(S3Upload.SHA256))).isPresent()) {
            progress.advance(size(file));
            return 0;
        }
        progress.item(path);
        S3Upload upload = new S3Upload(s3, s3.key(path), file, progress, cancellation);
        upload.run(sha256);
        if (upload.isProven()) {
            proven.put(path, sha256);
        }
        return upload.sentBytes();
    }

    private static String hash(Path file, Cancellation cancellation) {
        try {
            return FileHash.of(file, Progress.NONE, cancellation);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    private Optional<HeadObjectResponse> head(String path) {
        return s3.ask("look at objects", client -> {
            try {
                return Optional.of(client.headObject(request -> request.bucket(bucket()).key(s3.key(path))));
            } catch (S3Exception e) {
                if (e.statusCode() == NOT_THERE) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public void get(Collection<String> paths, Path into, Progress progress, Cancellation cancellation) {
        S3Access.forEach(paths, path -> head(path).ifPresent(head -> get(path, head, into.resolve(path), progress, cancellation)));
    }

    private void get(String path, HeadObjectResponse head, Path file, Progress progress, Cancellation cancellation) {
        Path aside = file.resolveSibling(file.getFileName() + SshPlace.PARTIAL);
        try {
            Files.createDirectories(file.getParent());
            long size = head.contentLength();
            if (!Files.exists(aside) || Files.size(aside) > size) {
                Files.deleteIfExists(aside);
                Files.createFile(aside);
            }
            progress.advance(Files.size(aside));
            int fruitless = 0;
            while (Files.size(aside) < size) {
                long before = Files.size(aside);
                try {
                    append(path, head.eTag(), aside, progress, cancellation);
                } catch (Broken e) {
                    fruitless = Files.size(aside) > before ? 0 : fruitless + 1;
                    if (fruitless >= FRUITLESS_TRIES) {
                        throw new Failure.ConnectionFailed(Failure.Layer.TCP, "The connection to " + s3.where().inWords() + " was lost while " + path + " came from there.", e.getCause(),
                                "What was fetched stays; the next try goes on from there.");
                    }
                }
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + aside, e);
        }
    }

    /** The connection ended in the middle: what came is kept, and the rest asked for. */
    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(Exception cause) {
            super(cause);
        }
    }

    private void append(String path, String eTag, Path aside, Progress progress, Cancellation cancellation) throws IOException, Broken {
        long from = Files.size(aside);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = s3.slowed(s3.ask("get objects", client -> client.getObject(request -> request.bucket(bucket()).key(s3.key(path)).ifMatch(eTag).range("bytes=" + from + "-"))), cancellation);
             OutputStream out = Files.newOutputStream(aside, StandardOpenOption.APPEND)) {
            for (int some = read(in, buffer); some >= 0; some = read(in, buffer)) {
                cancellation.check();
                out.write(buffer, 0, some);
                progress.advance(some);
            }
        }
    }

    private static int read(InputStream in, byte[] buffer) throws Broken {
        try {
            return in.read(buffer);
        } catch (IOException | SdkException e) {
            throw new Broken(e);
        }
    }

    @Override
    public byte[] read(String path, long offset, int length, Cancellation cancellation) {
        return s3.ask("get objects", client -> client.getObjectAsBytes(request -> request.bucket(bucket()).key(s3.key(path))
                .range("bytes=" + offset + "-" + (offset + length - 1)))).asByteArray();
    }

    @Override
    public Map<String, String> hashes(Collection<String> paths, Progress progress, Cancellation cancellation) {
        Map<String, String> hashes = new ConcurrentHashMap<>();
        S3Access.forEach(paths, path -> head(path).ifPresent(head -> hashes.put(path, hash(path, head, progress, cancellation))));
        return hashes;
    }

    private String hash(String path, HeadObjectResponse head, Progress progress, Cancellation cancellation) {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        long read = 0;
        int fruitless = 0;
        while (read < head.contentLength()) {
            long from = read;
            try (InputStream in = s3.slowed(s3.ask("get objects", client -> client.getObject(request -> request.bucket(bucket()).key(s3.key(path)).ifMatch(head.eTag()).range("bytes=" + from + "-"))), cancellation)) {
                for (int some = read(in, buffer); some >= 0; some = read(in, buffer)) {
                    cancellation.check();
                    digest.update(buffer, 0, some);
                    progress.advance(some);
                    read += some;
                }
            } catch (Broken | IOException e) {
                fruitless = read > from ? 0 : fruitless + 1;
                if (fruitless >= FRUITLESS_TRIES) {
                    throw new Failure.ConnectionFailed(Failure.Layer.TCP, "The connection to " + s3.where().inWords() + " was lost while " + path + " was read.", e, "Try again later.");
                }
            }
        }
        return Sha256.hex(digest);
    }

    /** What the server has confirmed is looked for in its size and our SHA-256 with it; all else is read back. */
    @Override
    public Set<String> differing(Path from, Map<String, String> wanted, Progress progress, Cancellation cancellation) {
        Map<String, String> there = new ConcurrentHashMap<>();
        Set<String> unproven = new HashSet<>();
        wanted.forEach((path, hash) -> {
            if (!proven.containsKey(path)) {
                unproven.add(path);
            }
        });
        S3Access.forEach(wanted.keySet().stream().filter(proven::containsKey).toList(), path -> head(path)
                .filter(head -> head.contentLength() == size(from.resolve(path)) && proven.get(path).equals(head.metadata().get(S3Upload.SHA256)))
                .ifPresent(_ -> there.put(path, proven.get(path))));
        there.putAll(hashes(unproven, Progress.NONE, cancellation));
        Map<String, String> differing = new HashMap<>(wanted);
        differing.entrySet().removeIf(file -> file.getValue().equals(there.get(file.getKey())));
        return differing.keySet();
    }

    @Override
    public void delete(Collection<String> paths, Cancellation cancellation) {
        List<String> keys = new ArrayList<>();
        for (String path : paths) {
            keys.add(s3.key(path));
            if (!path.contains("/")) { // may be a folder: all objects in it, and what was begun and not finished
                list(path + "/", cancellation).forEach(object -> keys.add(object.key()));
                s3.ask("list uploads", client -> client.listMultipartUploads(request -> request.bucket(bucket()).prefix(s3.key(path) + "/"))).uploads()
                        .forEach(upload -> S3Upload.abort(s3, upload.key(), upload.uploadId()));
            }
        }
        paths.forEach(proven::remove);
        S3Access.forEach(keys, key -> s3.ask("delete objects", client -> client.deleteObject(request -> request.bucket(bucket()).key(key))));
    }

    @Override
    public void close() {
        s3.close();
    }
}
