package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Puts one file into a bucket: at once, or, a larger one, in parts, taking up the parts of an earlier try whose checksums
 * are those of the file. Each part goes with its SHA-256 and MD5, which the server checks. For one thread.
 *
 * <p>Source: Amazon S3 User Guide, "Uploading and copying objects using multipart upload" (at most 10,000 parts, each but
 * the last at least 5 MiB).
 */
final class S3Upload {

    /** The SHA-256 of the whole file, kept with the object: S3 itself knows only that of the parts. */
    static final String SHA256 = "lifeboat-sha256";
    static final long PART = 16L << 20;
    private static final int MOST_PARTS = 9_000;

    private final S3Access s3;
    private final String key;
    private final Path file;
    private final Progress progress;
    private final Cancellation cancellation;
    private final AtomicLong sent = new AtomicLong();
    private volatile boolean proven = true;

    /** What a piece of the file must be. */
    private record Piece(int number, long offset, long length, String sha256, String md5, String md5Hex) {}

    S3Upload(S3Access s3, String key, Path file, Progress progress, Cancellation cancellation) {
        this.s3 = s3;
        this.key = key;
        this.file = file;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /** @param sha256 of the file */
    void run(String sha256) {
        try {
            long size = Files.size(file);
            if (size <= PART) {
                atOnce(piece(1, 0, size), sha256);
            } else {
                inParts(size, sha256);
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    long sentBytes() {
        return sent.get();
    }

    /** Whether the server has said of every part that it has the checksum of what was sent; otherwise reading back must tell. */
    boolean isProven() {
        return proven;
    }

    private void atOnce(Piece piece, String sha256) {
        PutObjectRequest.Builder request = PutObjectRequest.builder().bucket(s3.where().bucket()).key(key).contentMD5(piece.md5())
                .metadata(Map.of(SHA256, sha256));
        s3.where().settings().storageClass().ifPresent(request::storageClass);
        s3.encryption().ifPresent(request::serverSideEncryption);
        s3.kmsKey().ifPresent(request::ssekmsKeyId);
        s3.lockedUntil().ifPresent(until -> request.objectLockMode(S3Access.lockMode()).objectLockRetainUntilDate(until));
        PutObjectResponse answer = s3.put("put objects", (client, checksums) -> client.putObject(request.checksumSHA256(checksums ? piece.sha256() : null).build(),
                s3.body(file, 0, piece.length(), cancellation)));
        hasArrived(piece, answer.checksumSHA256(), answer.eTag());
    }

    private void hasArrived(Piece piece, String sha256OrNull, String eTagOrNull) {
        proven &= isSame(piece, sha256OrNull, eTagOrNull);
        sent.addAndGet(piece.length());
        progress.advance(piece.length());
    }

    private static boolean isSame(Piece piece, String sha256OrNull, String eTagOrNull) {
        return piece.sha256().equals(sha256OrNull) || eTagOrNull != null && piece.md5Hex().equals(eTagOrNull.replace("\"", ""));
    }

    private void inParts(long size, String sha256) throws IOException {
        long partBytes = Math.max(PART, (size / MOST_PARTS / (1 << 20) + 1) << 20);
        List<Long> offsets = new ArrayList<>();
        for (long offset = 0; offset < size; offset += partBytes) {
            offsets.add(offset);
        }
        List<MultipartUpload> earlier = earlier();
        String upload = earlier.isEmpty() ? begin(sha256) : earlier.getFirst().uploadId();
        Map<Integer, Part> there = earlier.isEmpty() ? Map.of() : parts(upload);
        Map<Integer, CompletedPart> done = new ConcurrentHashMap<>();
        S3Access.forEach(offsets, offset -> {
            cancellation.check();
            int number = (int) (offset / partBytes) + 1;
            done.put(number, part(upload, number, offset, Math.min(partBytes, size - offset), there.get(number)));
        });
        List<CompletedPart> all = done.values().stream().sorted(Comparator.comparing(CompletedPart::partNumber)).toList();
        s3.ask("complete an upload", client -> client.completeMultipartUpload(request -> request.bucket(s3.where().bucket()).key(key).uploadId(upload)
                .multipartUpload(parts -> parts.parts(all))));
        earlier.stream().skip(1).forEach(old -> abort(s3, key, old.uploadId()));
    }

    /** Uploads of this key that were not finished, the newest first. Nobody else writes there while we do. */
    private List<MultipartUpload> earlier() {
        return s3.ask("list uploads", client -> client.listMultipartUploads(request -> request.bucket(s3.where().bucket()).prefix(key))).uploads().stream()
                .filter(upload -> upload.key().equals(key)).sorted(Comparator.comparing(MultipartUpload::initiated).reversed()).toList();
    }

    private Map<Integer, Part> parts(String upload) {
        Map<Integer, Part> parts = new ConcurrentHashMap<>();
        s3.ask("list parts", client -> {
            client.listPartsPaginator(request -> request.bucket(s3.where().bucket()).key(key).uploadId(upload)).parts().forEach(part -> parts.put(part.partNumber(), part));
            return parts;
        });
        return parts;
    }

    private String begin(String sha256) {
        CreateMultipartUploadRequest.Builder request = CreateMultipartUploadRequest.builder().bucket(s3.where().bucket()).key(key)
                .metadata(Map.of(SHA256, sha256));
        s3.where().settings().storageClass().ifPresent(request::storageClass);
        s3.encryption().ifPresent(request::serverSideEncryption);
        s3.kmsKey().ifPresent(request::ssekmsKeyId);
        s3.lockedUntil().ifPresent(until -> request.objectLockMode(S3Access.lockMode()).objectLockRetainUntilDate(until));
        return s3.put("begin an upload", (client, checksums) -> client.createMultipartUpload(request.checksumAlgorithm(checksums ? ChecksumAlgorithm.SHA256 : null).build())).uploadId();
    }

    private CompletedPart part(String upload, int number, long offset, long length, Part earlierOrNull) {
        Piece piece = piece(number, offset, length);
        if (earlierOrNull != null && earlierOrNull.size() == length && isSame(piece, earlierOrNull.checksumSHA256(), earlierOrNull.eTag())) {
            progress.advance(length);
            return completed(piece, earlierOrNull.checksumSHA256(), earlierOrNull.eTag());
        }
        UploadPartResponse answer = s3.put("put parts", (client, checksums) -> client.uploadPart(request -> request.bucket(s3.where().bucket()).key(key).uploadId(upload)
                .partNumber(number).contentMD5(piece.md5()).checksumSHA256(checksums ? piece.sha256() : null), s3.body(file, offset, length, cancellation)));
        hasArrived(piece, answer.checksumSHA256(), answer.eTag());
        return completed(piece, answer.checksumSHA256(), answer.eTag());
    }

    /** With the checksum only where the server knows checksums. */
    private static CompletedPart completed(Piece piece, String sha256OrNull, String eTag) {
        CompletedPart.Builder part = CompletedPart.builder().partNumber(piece.number()).eTag(eTag);
        return (sha256OrNull == null ? part : part.checksumSHA256(sha256OrNull)).build();
    }

    private Piece piece(int number, long offset, long length) {
        try (InputStream in = S3Access.piece(file, offset, length, cancellation)) {
            MessageDigest sha256 = Sha256.digest();
            MessageDigest md5 = MessageDigest.getInstance("MD5"); // the protocol's, against accidents; not for security
            byte[] buffer = new byte[1 << 16];
            for (int some = in.read(buffer); some >= 0; some = in.read(buffer)) {
                sha256.update(buffer, 0, some);
                md5.update(buffer, 0, some);
            }
            byte[] md5Bytes = md5.digest();
            return new Piece(number, offset, length, Base64.getEncoder().encodeToString(sha256.digest()), Base64.getEncoder().encodeToString(md5Bytes), HexFormat.of().formatHex(md5Bytes));
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    static void abort(S3Access s3, String key, String upload) {
        s3.ask("abort an upload", client -> client.abortMultipartUpload(request -> request.bucket(s3.where().bucket()).key(key).uploadId(upload)));
    }
}
