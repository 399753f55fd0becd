package dev.lifeboat.engine.replication.place;

import dev.lifeboat.engine.Failure;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a destination is, and how it is reached. Holds no secret. */
public sealed interface Location {

    /** For people, and to tell whether a destination of the same name is still the same place. */
    String inWords();

    /** What is wrong with it; empty when nothing is. */
    List<String> problems();

    /** Whether what is there can be looked at as a folder of this computer. */
    default boolean isHere() {
        return this instanceof Folder;
    }

    /** A local or mounted folder. @param folder absolute */
    record Folder(Path folder) implements Location {

        @Override public String inWords() {
            return folder.toString();
        }

        @Override public List<String> problems() {
            return folder.isAbsolute() ? List.of() : List.of("The folder " + folder + " of a destination must be an absolute path.");
        }
    }

    /**
     * A folder on another host, by rsync over ssh.
     *
     * @param folder  as the other host understands it; relative to where the login leads when it is not absolute
     * @param hostKey the only one that is accepted
     */
    record Ssh(SshLogin login, String folder, HostKey hostKey) implements Location {

        @Override public String inWords() {
            return login + ":" + folder;
        }

        @Override public List<String> problems() {
            return SshLogin.isPlain(folder) && !folder.startsWith("-") ? login.problems()
                    : List.of("The folder \"" + folder + "\" has characters that do not pass every rsync unchanged; use letters, digits and . _ / ~ + @ = , -");
        }
    }

    /**
     * A bucket of S3 or a look-alike.
     *
     * @param prefix      folder within the bucket, without a slash at either end; may be empty
     * @param endpoint    empty: Amazon's
     * @param region      empty: what the SDK finds, or us-east-1 with an endpoint
     * @param pathStyle   the bucket in the path, not in the name of the host
     * @param accessKey   whose secret lies in the keyring; empty: what the SDK's default chain finds
     * @param settings    how objects are stored
     */
    record Bucket(String bucket, String prefix, Optional<URI> endpoint, Optional<String> region, boolean pathStyle, Optional<String> accessKey,
            Settings settings) implements Location {

        /**
         * How objects are stored; what is empty is left to the bucket.
         *
         * @param storageClass such as {@code STANDARD_IA}
         * @param encryption   by the server: {@code AES256}, {@code aws:kms}, or the id of a KMS key
         * @param lockDays     nobody may delete or replace an object for so long; in governance mode
         */
        public record Settings(Optional<String> storageClass, Optional<String> encryption, Optional<Integer> lockDays) {
            public static final Settings OF_BUCKET = new Settings(Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** Where the secret of an access key lies in the keyring; not a name that a key can have. */
        public static String keyringName(String accessKey) {
            return "destination:" + accessKey;
        }

        @Override public String inWords() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + endpoint.map(uri -> " at " + uri).orElse("");
        }

        @Override public List<String> problems() {
            List<String> problems = new ArrayList<>();
            if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
                problems.add("\"" + bucket + "\" is not the name of a bucket.");
            }
            if (!prefix.isEmpty() && !prefix.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*")) {
                problems.add("The folder \"" + prefix + "\" in the bucket must be made of letters, digits and . _ - between single slashes.");
            }
            endpoint.filter(uri -> uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme()) || uri.getUserInfo() != null || uri.getQuery() != null)
                    .ifPresent(uri -> problems.add("The endpoint " + uri + " must look like https://s3.example.org"));
            accessKey.filter(id -> !id.matches("[A-Za-z0-9_-]{3,128}")).ifPresent(id -> problems.add("\"" + id + "\" is not the id of an access key."));
            settings.lockDays().filter(days -> days < 1).ifPresent(days -> problems.add("A lock of " + days + " days is none."));
            return problems;
        }
    }

    /** @throws Failure.BadInput with the first of the problems */
    default void check() {
        if (!problems().isEmpty()) {
            throw new Failure.BadInput(problems().getFirst());
        }
    }
}
