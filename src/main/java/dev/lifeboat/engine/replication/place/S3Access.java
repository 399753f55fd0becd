package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.RateLimit;
import dev.lifeboat.engine.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The client for one bucket: its keys, its failures, how much at a time. Thread-safe. */
final class S3Access implements AutoCloseable {

    private static final int TRIES = 8;
    private static final int AT_ONCE = 6;
    private static final int NOT_IMPLEMENTED = 501;

    private final Location.Bucket where;
    private final S3Client client;
    private final Optional<Long> bytesPerSecond;
    /** Some look-alikes refuse the headers of S3's newer checksums; MD5 is known by all. */
    private volatile boolean knowsChecksums = true;

    /** @param secret of {@link Location.Bucket#accessKey} */
    S3Access(Location.Bucket where, Optional<Secret> secret, Optional<Long> bytesPerSecond) {
        this.where = where;
        this.bytesPerSecond = bytesPerSecond;
        AwsCredentialsProvider credentials = where.accessKey().<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(
                AwsBasicCredentials.create(id, secret.orElseThrow().reveal()))).orElseGet(() -> DefaultCredentialsProvider.builder().build());
        S3ClientBuilder builder = S3Client.builder().credentialsProvider(credentials).forcePathStyle(where.pathStyle())
                .httpClientBuilder(UrlConnectionHttpClient.builder().connectionTimeout(Duration.ofSeconds(15)).socketTimeout(Duration.ofSeconds(60)))
                // Our own SHA-256 goes with everything that is put; look-alikes do not know the SDK's trailing checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED).responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
                .overrideConfiguration(override -> override.retryStrategy(StandardRetryStrategy.builder().maxAttempts(TRIES).build()));
        where.endpoint().ifPresent(builder::endpointOverride);
        where.region().or(() -> where.endpoint().map(_ -> "us-east-1")).map(Region::of).ifPresent(builder::region);
        client = client(builder, where);
    }

    private static S3Client client(S3ClientBuilder builder, Location.Bucket where) {
        try {
            return builder.build();
        } catch (SdkException e) {
            throw new Failure.BadInput("It is not said in which region " + where.inWords() + " is.", "Say which: --region, or AWS_REGION where Lifeboat runs.");
        }
    }

    Location.Bucket where() {
        return where;
    }

    String key(String path) {
        return where.prefix().isEmpty() ? path : where.prefix() + "/" + path;
    }

    String path(String key) {
        return where.prefix().isEmpty() ? key : key.substring(where.prefix().length() + 1);
    }

    /** What went wrong while our own bytes were read, a cancel above all, comes out as it went in. */
    private Failure failure(String doing, SdkException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure ours) {
                return ours;
            }
        }
        return new S3Complaint(where).of(doing, e);
    }

    /** @param doing what is tried, for the failure: "list" */
    <T> T ask(String doing, Function<S3Client, T> question) {
        try {
            return question.apply(client);
        } catch (SdkException e) {
            throw failure(doing, e);
        }
    }

    /** As {@link #ask}, with S3's checksums, or without them where the server does not know them. */
    <T> T put(String doing, BiFunction<S3Client, Boolean, T> question) {
        if (knowsChecksums) {
            try {
                return question.apply(client, true);
            } catch (S3Exception e) {
                if (e.statusCode() != NOT_IMPLEMENTED) {
                    throw failure(doing, e);
                }
                knowsChecksums = false;
            } catch (SdkException e) {
                throw failure(doing, e);
            }
        }
        return ask(doing, asked -> question.apply(asked, false));
    }

    /** How the server is to encrypt. */
    Optional<ServerSideEncryption> encryption() {
        return where.settings().encryption().map(how -> how.equals("AES256") ? ServerSideEncryption.AES256 : ServerSideEncryption.AWS_KMS);
    }

    Optional<String> kmsKey() {
        return where.settings().encryption().filter(how -> !how.equals("AES256") && !how.equals("aws:kms"));
    }

    Optional<Instant> lockedUntil() {
        return where.settings().lockDays().map(days -> Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(days, ChronoUnit.DAYS));
    }

    static ObjectLockMode lockMode() {
        return ObjectLockMode.GOVERNANCE;
    }

    /** A piece of a file; the SDK may ask for its bytes several times. */
    RequestBody body(Path file, long offset, long length, Cancellation cancellation) {
        Optional<RateLimit> limit = bytesPerSecond.map(bytes -> new RateLimit(Math.max(1, bytes / AT_ONCE), cancellation));
        return RequestBody.fromContentProvider(() -> {
            InputStream piece = piece(file, offset, length, cancellation);
            return limit.map(slow -> slow.on(piece)).orElse(piece);
        }, length, "application/octet-stream");
    }

    static InputStream piece(Path file, long offset, long length, Cancellation cancellation) {
        try {
            FileChannel channel = FileChannel.open(file);
            channel.position(offset);
            return new Bounded(Channels.newInputStream(channel), length, cancellation);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is fetched, slowed down. */
    InputStream slowed(InputStream stream, Cancellation cancellation) {
        return bytesPerSecond.map(bytes -> new RateLimit(bytes, cancellation).on(stream)).orElse(stream);
    }

    /** Runs the work for each, some at a time. @throws Failure the first that came; the others are waited for */
    static <T> void forEach(Collection<T> all, Consumer<T> work) {
        try (ExecutorService some = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("s3-", 0).factory())) {
            var futures = all.stream().<Future<?>>map(one -> some.submit(() -> work.accept(one))).toList();
            Failure first = null;
            for (Future<?> future : futures) {
                try {
                    future.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof Failure failure)) {
                        throw new IllegalStateException(e.getCause());
                    }
                    if (first == null) {
                        first = failure;
                        futures.forEach(other -> other.cancel(false)); // those that have not begun
                    }
                } catch (java.util.concurrent.CancellationException _) {
                    continue;
                }
            }
            if (first != null) {
                throw first;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure.Cancelled("Interrupted.");
        }
    }


    @Override
    public void close() {
        client.close();
    }
}
