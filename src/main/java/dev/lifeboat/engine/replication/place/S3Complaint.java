package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What an answer of S3, or none, means. The error codes are the protocol's own. Source: Amazon S3 API Reference, "Error responses". */
record S3Complaint(Location.Bucket where) {

    /** @param doing what was tried: "put s3://bucket/key" */
    Failure of(String doing, SdkException e) {
        return e instanceof S3Exception answer ? refused(doing, answer) : silent(doing, e);
    }

    private Failure refused(String doing, S3Exception e) {
        String code = e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null ? "HTTP " + e.statusCode() : e.awsErrorDetails().errorCode();
        return switch (code) {
            case "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken" -> failed(Failure.Layer.AUTHENTICATION,
                    where.inWords() + " does not accept the access key (" + code + ").", e, "Give the right one: lifeboat destination add ... --replace --access-key ID");
            case "RequestTimeTooSkewed", "RequestExpired" -> failed(Failure.Layer.AUTHENTICATION,
                    "The clock of this computer and that of " + where.inWords() + " differ by more than 15 minutes, so signatures are refused.", e, "Set the clock right, best by NTP.");
            case "AccessDenied", "AllAccessDisabled", "HTTP 403" -> failed(Failure.Layer.AUTHENTICATION,
                    where.inWords() + " does not let us " + doing + " (" + code + ").", e, "Compare the rights of the access key with the policy on the help page about replication.");
            case "NoSuchBucket" -> new Failure.NoRepository("There is no bucket " + where.bucket() + where.endpoint().map(uri -> " at " + uri).orElse("") + ".", e,
                    "Make it, or check its name, region and endpoint.");
            case "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "StorageFull", "HTTP 507" -> new Failure.StorageFailed(true,
                    "No space is left in " + where.inWords() + " (" + code + ").", e, "Free some space there. What was copied stays; the next try goes on from there.");
            case "PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException" -> new Failure.BadInput(
                    where.inWords() + " is in another region (" + code + ").", "Say which: --region");
            default -> e.statusCode() >= 500 ? failed(Failure.Layer.SERVER, where.inWords() + " is busy or in trouble (" + code + "), also after several tries.", e,
                    "Try again later. What was copied stays; the next try goes on from there.")
                    : failed(Failure.Layer.SERVER, where.inWords() + " refused to " + doing + " (" + code + ").", e);
        };
    }

    private Failure silent(String doing, SdkException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return failed(Failure.Layer.NAME, "The host of " + where.inWords() + " is not known.", e, "Check the endpoint and the network.");
            }
            if (cause instanceof SSLException) {
                return failed(Failure.Layer.TLS, "The encrypted connection to " + where.inWords() + " failed: " + cause.getMessage(), e, "Check the certificate there.");
            }
            if (cause instanceof ConnectException || cause instanceof SocketTimeoutException) {
                return failed(Failure.Layer.TCP, where.inWords() + " does not answer.", e, "Check the endpoint, the network and the firewall.");
            }
        }
        if (e instanceof SdkClientException && e.getMessage() != null && e.getMessage().contains("credentials")) {
            return failed(Failure.Layer.AUTHENTICATION, "No access key was found for " + where.inWords() + ".", e,
                    "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, where Lifeboat runs; or keep one in the keyring: destination add ... --access-key ID");
        }
        return failed(Failure.Layer.TCP, "The connection to " + where.inWords() + " was lost while it was asked to " + doing + ".", e,
                "What was copied stays; the next try goes on from there.");
    }

    private static Failure failed(Failure.Layer layer, String what, SdkException e, String... hints) {
        return new Failure.ConnectionFailed(layer, what, e, hints);
    }
}
