package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.replication.place.Location;
import dev.lifeboat.engine.secret.Secret;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a bucket of S3 or a look-alike is reached, and how objects are stored there. */
final class BucketOptions {

    @Option(names = "--endpoint", paramLabel = "URL", description = "With s3: where the service is, when it is not Amazon's: https://s3.example.org")
    Optional<URI> endpoint = Optional.empty();

    @Option(names = "--region", paramLabel = "REGION", description = "With s3: default: what AWS_REGION or ~/.aws/config says.")
    Optional<String> region = Optional.empty();

    @Option(names = "--virtual-host", description = "With s3: the bucket is part of the host's name, also with --endpoint.")
    boolean virtualHost;

    @Option(names = "--access-key", paramLabel = "ID", description = "With s3: its secret is asked for, or read from stdin, and kept in the keyring. Default: what AWS's own variables, files and roles say.")
    Optional<String> accessKey = Optional.empty();

    @Option(names = "--secret-stdin", description = "With --access-key: read the secret from the first line of stdin.")
    boolean secretFromStdin;

    @Option(names = "--storage-class", paramLabel = "CLASS", description = "With s3: such as STANDARD_IA.")
    Optional<String> storageClass = Optional.empty();

    @Option(names = "--sse", paramLabel = "HOW", description = "With s3: the server encrypts with AES256, aws:kms, or the KMS key of that id.")
    Optional<String> encryption = Optional.empty();

    @Option(names = "--lock-days", paramLabel = "DAYS", description = "With s3: lock each object for so long (object lock, governance mode).")
    Optional<Integer> lockDays = Optional.empty();

    Location.Bucket of(String place, Session session) {
        String path = place.substring("s3://".length());
        int slash = path.indexOf('/');
        String prefix = slash < 0 ? "" : path.substring(slash + 1).replaceAll("/+$", "");
        Location.Bucket bucket = new Location.Bucket(slash < 0 ? path : path.substring(0, slash), prefix, endpoint, region, endpoint.isPresent() && !virtualHost, accessKey,
                new Location.Bucket.Settings(storageClass, encryption, lockDays));
        bucket.check();
        if (secretFromStdin && accessKey.isEmpty()) {
            throw new Failure.BadInput("--secret-stdin goes with --access-key.");
        }
        accessKey.ifPresent(id -> session.app().replication().places().keepSecret(id, secret(id, session)));
        return bucket;
    }

    private Secret secret(String id, Session session) {
        if (secretFromStdin) {
            return new Secret(session.terminal().readLine("secret"));
        }
        Terminal.Person person = session.terminal().person().orElseThrow(() -> new Failure.BadInput("The secret of the access key " + id + " is needed, and nobody is here to ask.",
                "Give it on stdin: --secret-stdin"));
        return person.askHidden("Secret of the access key " + id + ": ").filter(text -> !text.isBlank()).map(Secret::new)
                .orElseThrow(() -> new Failure.Cancelled("No secret was given. Nothing was added."));
    }
}
