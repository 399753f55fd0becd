package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Lsn;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Recipient;
import dev.lifeboat.engine.stack.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything about a backup set, as {@code manifest.json} holds it; written last. Never holds a secret.
 *
 * @param formatVersion {@link #FORMAT_VERSION}; a newer one is refused
 * @param id            the set's folder name: {@code 20261122T020000Z-shop-database}
 * @param durationMillis measured with the monotonic clock
 * @param warnings      what was taken, but not as one would wish; empty for a set without remarks
 * @param phaseMillis   the time of each phase, in order
 * @param base          what a copy of the whole server is; absent for other sets
 * @param encryption    how its members are encrypted; empty when they are not
 * @param docker        the volumes of the set; empty when it has none
 */
public record Manifest(int formatVersion, String id, Kind kind, String stack, Environment environment, Optional<String> label,
        Instant startedAt, Instant completedAt, long durationMillis, String lifeboatVersion, ServerRecord server, String toolVersion,
        List<Member> members, List<DatabaseRecord> databases, List<String> warnings, Map<String, Long> phaseMillis,
        Optional<BaseRecord> base, Optional<Encrypted> encryption, Optional<DockerRecord> docker) {

    public static final int FORMAT_VERSION = 2;
    /** From here on SHA256SUMS has the hash of the manifest itself. */
    static final int HASHED_VERSION = 2;

    /**
     * How the members are encrypted.
     *
     * @param format     {@link #AGE}
     * @param recipients the public keys; any one of their identities opens them
     * @param passphrase whether a passphrase opens them instead
     */
    public record Encrypted(String format, List<String> recipients, boolean passphrase) {

        public static final String AGE = "age";

        static Optional<Encrypted> of(Encryption encryption) {
            return switch (encryption) {
                case Encryption.None _ -> Optional.empty();
                case Encryption.ToKeys(List<Recipient> to) -> Optional.of(new Encrypted(AGE, to.stream().map(Recipient::publicKey).toList(), false));
                case Encryption.WithPassphrase _ -> Optional.of(new Encrypted(AGE, List.of(), true));
            };
        }

        /** @throws dev.lifeboat.engine.Failure.BadInput when one is none */
        public List<Recipient> publicKeys() {
            return recipients.stream().map(Recipient::new).toList();
        }
    }

    /** A set of databases. */
    public Manifest(int formatVersion, String id, Kind kind, String stack, Environment environment, Optional<String> label,
            Instant startedAt, Instant completedAt, long durationMillis, String lifeboatVersion, ServerRecord server, String toolVersion,
            List<Member> members, List<DatabaseRecord> databases, List<String> warnings, Map<String, Long> phaseMillis) {
        this(formatVersion, id, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion, server, toolVersion,
                members, databases, warnings, phaseMillis, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The server a set was taken from. Version and identifier are empty, and the number 0, in a set that asked no server.
     *
     * @param port 0 when nobody knows where it was: of an imported archive
     */
    public record ServerRecord(String host, int port, String version, int versionNumber, String systemIdentifier) {

        /** {@code host:port}; empty when nobody knows. */
        public Optional<String> place() {
            return port == 0 ? Optional.empty() : Optional.of(host + ":" + port);
        }

        /** {@code PostgreSQL 17.2 at host:port}, as far as it is known. */
        public String inWords() {
            boolean known = !version.isEmpty() && !version.equals("unknown");
            return (known ? "PostgreSQL " + version : "PostgreSQL") + place().map(where -> " at " + where).orElse(", it is not known where");
        }
    }

    /**
     * One file of the set.
     *
     * @param path        within the set, with forward slashes: {@code databases/dart_cloud.dump.zst.age}
     * @param sizeBytes   as stored
     * @param rawBytes    before compression
     * @param compression {@link Compression#word}
     * @param encryption  {@link Encrypted#AGE}, after compression; empty when it is not encrypted
     */
    public record Member(String path, long sizeBytes, String sha256, long rawBytes, String compression, Optional<String> encryption) {

        /** One that is not encrypted. */
        public Member(String path, long sizeBytes, String sha256, long rawBytes, String compression) {
            this(path, sizeBytes, sha256, rawBytes, compression, Optional.empty());
        }
    }

    /**
     * One database of the set.
     *
     * @param member  path of its dump
     * @param objects how many entries of each type the dump has: {@code CONSTRAINT -> 31}
     */
    public record DatabaseRecord(DatabaseFacts facts, String member, List<DumpContents.TableContents> tables,
            List<DumpContents.SequenceValue> sequences, DumpContents.LargeObjects largeObjects, Map<String, Long> objects) {

        /** Of a dump that was read. */
        public static DatabaseRecord of(DatabaseFacts facts, String member, DumpContents contents) {
            return new DatabaseRecord(facts, member, contents.tables(), contents.sequences(), contents.largeObjects(), contents.objects());
        }

        public long rows() {
            return tables.stream().mapToLong(DumpContents.TableContents::rows).sum();
        }
    }

    /**
     * A copy of a whole server. The log that makes it consistent is in it.
     *
     * @param member        path of its tar
     * @param timeline      at the end of the backup
     * @param start         where recovery begins
     * @param stop          from here on it is consistent; the log up to here is in the tar
     * @param segmentBytes  size of the log's segments
     * @param stoppedAt     by the server's clock, not before the backup's end: it can be recovered to no earlier time
     * @param files         regular files in the tar
     * @param role          who took it, and may look at a restored copy
     * @param dataDirectory on the server; empty when the role was not told
     */
    public record BaseRecord(String member, int timeline, Lsn start, Lsn stop, long segmentBytes, Instant stoppedAt, long files, String role, String dataDirectory) {}

    /** The same set under an id, with these members. */
    Manifest with(String itsId, List<Member> itsMembers) {
        return new Manifest(formatVersion, itsId, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion,
                server, toolVersion, List.copyOf(itsMembers), databases, warnings, phaseMillis, base, encryption, docker);
    }

    /** The same set under its id, with its members and how they are encrypted. */
    Manifest with(String itsId, List<Member> itsMembers, Encryption itsEncryption) {
        return new Manifest(formatVersion, itsId, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion,
                server, toolVersion, List.copyOf(itsMembers), databases, warnings, phaseMillis, base, Encrypted.of(itsEncryption), docker);
    }

    /** The same with other records of its databases and its server. */
    Manifest with(List<DatabaseRecord> itsDatabases, Optional<BaseRecord> itsBase) {
        return new Manifest(formatVersion, id, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion,
                server, toolVersion, members, List.copyOf(itsDatabases), warnings, phaseMillis, itsBase, encryption, docker);
    }

    public List<DockerRecord.VolumeRecord> volumes() {
        return docker.map(DockerRecord::volumes).orElse(List.of());
    }

    /** The same set in the present format, its members under other paths. */
    Manifest renamed(UnaryOperator<String> path) {
        List<DatabaseRecord> renamed = databases.stream().map(one -> new DatabaseRecord(one.facts(), path.apply(one.member()), one.tables(), one.sequences(),
                one.largeObjects(), one.objects())).toList();
        Optional<BaseRecord> renamedBase = base.map(one -> new BaseRecord(path.apply(one.member()), one.timeline(), one.start(), one.stop(), one.segmentBytes(),
                one.stoppedAt(), one.files(), one.role(), one.dataDirectory()));
        return new Manifest(FORMAT_VERSION, id, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion,
                server, toolVersion, members, renamed, warnings, phaseMillis, renamedBase, encryption, docker.map(one -> one.renamed(path)));
    }

    /** The same with one more warning, for who took the set: what was noticed after its manifest was written. */
    public Manifest withRemark(String remark) {
        List<String> more = new ArrayList<>(warnings);
        more.add(remark);
        return new Manifest(formatVersion, id, kind, stack, environment, label, startedAt, completedAt, durationMillis, lifeboatVersion,
                server, toolVersion, members, databases, List.copyOf(more), phaseMillis, base, encryption, docker);
    }

    /** As stored, all members together. */
    public long sizeBytes() {
        return members.stream().mapToLong(Member::sizeBytes).sum();
    }

    /** Before compression, all members together. */
    public long rawBytes() {
        return members.stream().mapToLong(Member::rawBytes).sum();
    }
}
