package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.secret.Keyring;
import dev.lifeboat.engine.secret.Secret;
import java.util.Optional;

/** Opens the places that are no folders of this computer. Thread-safe. */
public final class Places {

    private final Optional<Keyring> keyring;

    /** Without a keyring: for places that need no secret of ours. */
    public Places() {
        keyring = Optional.empty();
    }

    /** @param keyring where the secrets of access keys lie */
    public Places(Keyring keyring) {
        this.keyring = Optional.of(keyring);
    }

    /**
     * What is needed to be there; nothing may be asked of the place yet. The caller closes it.
     * @param bytesPerSecond limits what is sent and fetched
     * @throws Failure.ToolMissing      when a program for it is not installed
     * @throws Failure.ConnectionFailed when its secret is not in the keyring
     */
    public Place open(Location location, Optional<Long> bytesPerSecond) {
        location.check();
        return switch (location) {
            case Location.Folder folder -> throw new IllegalArgumentException(folder.inWords() + " is a folder: it needs no place");
            case Location.Ssh ssh -> new SshPlace(ssh, bytesPerSecond);
            case Location.Bucket bucket -> new S3Place(new S3Access(bucket, bucket.accessKey().map(id -> secret(bucket, id)), bytesPerSecond));
        };
    }

    private Secret secret(Location.Bucket bucket, String accessKey) {
        return keyring.flatMap(ring -> ring.find(Location.Bucket.keyringName(accessKey))).orElseThrow(() -> new Failure.ConnectionFailed(Failure.Layer.AUTHENTICATION,
                "The secret of the access key " + accessKey + " for " + bucket.inWords() + " is not in the keyring.", null, "Add the destination again with its secret: lifeboat destination add ... --replace --access-key " + accessKey));
    }

    /** Keeps the secret of an access key. @throws Failure.BadInput when there is no keyring here */
    public void keepSecret(String accessKey, Secret secret) {
        Keyring ring = keyring.filter(one -> one.whyNot().isEmpty()).orElseThrow(() -> new Failure.BadInput("The secret of the access key cannot be kept here. "
                + keyring.flatMap(Keyring::whyNot).orElse("There is no keyring."), "Leave --access-key out: then it is taken from AWS_PROFILE, from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the machine's role."));
        ring.store(Location.Bucket.keyringName(accessKey), secret);
    }

    /** The key that a host shows now, for a person to compare. @throws Failure.ConnectionFailed */
    public HostKey hostKey(SshLogin login) {
        return SshAccess.hostKey(login, Optional.empty(), new Cancellation());
    }
}
