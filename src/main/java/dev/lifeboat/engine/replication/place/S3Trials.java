package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;

/** The steps by which only a bucket is tried. */
final class S3Trials {

    private static final int TIMEOUT_MILLIS = 15_000;

    private final S3Access s3;
    private final String key;

    S3Trials(S3Access s3) {
        this.s3 = s3;
        key = s3.key(".lifeboat-test-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    List<Trial> all() {
        List<Trial> trials = new ArrayList<>();
        s3.where().endpoint().ifPresent(endpoint -> {
            trials.add(new Trial("Resolve", _ -> resolve(endpoint)));
            trials.add(new Trial("Connect", _ -> connect(endpoint)));
        });
        trials.add(new Trial("Authenticate", _ -> authenticate()));
        trials.add(new Trial("Multipart", _ -> multipart()));
        trials.add(new Trial("Abort", _ -> abort()));
        if (s3.where().settings().lockDays().isPresent()) {
            trials.add(new Trial("Object lock", _ -> objectLock()));
        }
        return trials;
    }

    private static String resolve(URI endpoint) {
        try {
            return endpoint.getHost() + " is " + InetAddress.getByName(endpoint.getHost()).getHostAddress() + ".";
        } catch (UnknownHostException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.NAME, "The host " + endpoint.getHost() + " is not known.", e, "Check the endpoint and the network.");
        }
    }

    private static String connect(URI endpoint) {
        int port = endpoint.getPort() > 0 ? endpoint.getPort() : endpoint.getScheme().equals("https") ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(endpoint.getHost(), port), TIMEOUT_MILLIS);
            return "Port " + port + " answers.";
        } catch (IOException e) {
            throw new Failure.ConnectionFailed(Failure.Layer.TCP, "Port " + port + " of " + endpoint.getHost() + " does not answer: " + e.getMessage() + ".", e,
                    "Check the endpoint, the network and the firewall.");
        }
    }

    private String authenticate() {
        s3.ask("list objects", client -> client.listObjectsV2(request -> request.bucket(s3.where().bucket()).maxKeys(1)));
        return "The access key is accepted, and the bucket is there.";
    }

    private String multipart() {
        String upload = s3.ask("begin an upload", client -> client.createMultipartUpload(request -> request.bucket(s3.where().bucket()).key(key))).uploadId();
        s3.ask("put parts", client -> client.uploadPart(request -> request.bucket(s3.where().bucket()).key(key).uploadId(upload).partNumber(1), RequestBody.fromString("test")));
        if (uploads().isEmpty()) {
            throw new Failure.VerificationFailed("An upload was begun, and is not in the list of uploads.", List.of("Interrupted copies of large files would begin anew each time."));
        }
        return "An upload was begun, and a part put.";
    }

    private List<String> uploads() {
        return s3.ask("list uploads", client -> client.listMultipartUploads(request -> request.bucket(s3.where().bucket()).prefix(key))).uploads().stream()
                .filter(upload -> upload.key().equals(key)).map(upload -> upload.uploadId()).toList();
    }

    private String abort() {
        uploads().forEach(upload -> S3Upload.abort(s3, key, upload));
        if (!uploads().isEmpty()) {
            throw new Failure.VerificationFailed("The upload was aborted, and is still in the list.", List.of("What is interrupted would be paid for. Set a lifecycle rule that aborts old uploads."));
        }
        return "It was aborted.";
    }

    private String objectLock() {
        var configuration = s3.ask("look at the object lock", client -> client.getObjectLockConfiguration(request -> request.bucket(s3.where().bucket()))).objectLockConfiguration();
        if (configuration == null || configuration.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
            throw new Failure.BadInput("The bucket " + s3.where().bucket() + " has no object lock.", "Object lock is switched on when a bucket is made.");
        }
        return "Objects can be locked, and will be for " + s3.where().settings().lockDays().orElseThrow() + " days.";
    }
}
