package dev.lifeboat.engine.backup;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.dump.DumpReader;
import dev.lifeboat.engine.postgres.dump.MalformedDump;
import dev.lifeboat.engine.postgres.dump.PlainDump;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.MemberPath;
import dev.lifeboat.engine.repository.MemberWriter;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.RepositoryLock;
import dev.lifeboat.engine.repository.SetWriter;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Environment;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Takes the databases and volumes of an archive of ContainerPub's scripts into a repository as a set of plain SQL dumps and
 * tars. Each dump is read to its end first: that it is whole, that nothing in it is a command for psql, how many rows each
 * table has and what they are; of each volume an index is made. What such an archive cannot have is said in the set. Nested
 * archives are read through, nothing is unpacked aside. For one thread.
 */
public final class ScriptImport {

    private static final int BUFFER = 1 << 17;
    private static final Pattern DUMP = Pattern.compile("(.+)_[0-9]{8}_[0-9]{6}\\.sql\\.gz");
    private static final Pattern VOLUME = Pattern.compile("(functions|postgres)_volume_[0-9]{8}_[0-9]{6}\\.tar\\.gz");
    private static final Pattern VERSION = Pattern.compile("([0-9]+)(?:\\.([0-9]+))?.*");

    private final ScriptArchive archive;
    private final Repository into;
    private final Target target;
    private final Progress progress;
    private final Cancellation cancellation;
    private final List<Manifest.DatabaseRecord> records = new ArrayList<>();
    private final List<DockerRecord.VolumeRecord> volumes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String serverVersion = "";
    private String dumpVersion = "";

    /**
     * Whose set it becomes.
     * @param zone       of the host that made the archive: its times are local
     * @param encryption of the members
     * @param volumes    the names of the stack's volumes: the one of them that an archive is of is found by the word in its name
     */
    public record Target(String stack, Environment environment, ZoneId zone, Encryption encryption, List<String> volumes) {}

    /** @param alreadyThere whether the same archive was imported before */
    public record Imported(BackupSet set, boolean alreadyThere) {}

    public ScriptImport(ScriptArchive archive, Repository into, Target target, Progress progress, Cancellation cancellation) {
        this.archive = archive;
        this.into = into;
        this.target = target;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Takes the repository's lock. When it fails or is cancelled, nothing is left.
     *
     * @throws Failure.NotFound         when there is no such file
     * @throws Failure.BadInput         when there is neither a database in it nor a volume that is of use
     * @throws Failure.SetDamaged       when it is cut off, damaged, or not what pg_dump or tar write
     * @throws Failure.RepositoryLocked by another writer
     */
    public Imported run() {
        Instant madeAt = archive.madeAt(target.zone());
        try (RepositoryLock lock = into.lock("importing " + archive.file().getFileName());
             SetWriter writer = into.begin(lock, archive.kind(), target.stack(), madeAt, target.encryption())) {
            lock.takenOver().ifPresent(progress::note);
            progress.phase("Reading " + archive.file().getFileName(), Files.size(archive.file()), Unit.BYTES);
            read(writer, madeAt);
            if (records.isEmpty() && volumes.isEmpty()) {
                throw new Failure.BadInput(archive.file().getFileName() + " holds nothing that can be restored. " + String.join(" ", warnings), "Use another archive.");
            }
            Optional<BackupSet> before = sameAs(madeAt);
            if (before.isPresent()) {
                return new Imported(before.get(), true);
            }
            description(writer);
            BackupSet set = writer.complete(manifest(madeAt));
            VerificationResult result = into.verify(set, VerificationResult.Depth.QUICK, progress, cancellation);
            return new Imported(new BackupSet(set.folder(), set.manifest(), Optional.of(result)), false);
        } catch (NoSuchFileException e) {
            throw new Failure.NotFound("There is no file " + archive.file() + ".");
        } catch (MalformedDump | ZipException | EOFException e) {
            throw refused(e);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not import " + archive.file(), e);
        }
    }

    private Failure.SetDamaged refused(IOException e) {
        String why = e instanceof EOFException ? "it is cut off" : String.valueOf(e.getMessage());
        return new Failure.SetDamaged(archive.file().getFileName() + " was not imported: " + why + ".", e,
                "The scripts did not check what they wrote. Use another archive.");
    }

    private void read(SetWriter writer, Instant madeAt) throws IOException {
        try (InputStream in = new Watched(Files.newInputStream(archive.file()))) {
            switch (archive.form()) {
                case DATABASE -> dump(archive.name(), in, writer);
                case VOLUME -> volume(archive.name(), in, writer, madeAt);
                case DATABASES, VOLUMES, COMPLETE -> tar(in, writer, madeAt);
            }
        }
    }

    /** A tar.gz with dumps, or with such archives; read to its end, so that a cut one is found. */
    private void tar(InputStream in, SetWriter writer, Instant madeAt) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(in, BUFFER), BUFFER));
        for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
            String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
            Matcher dump = DUMP.matcher(name);
            Matcher volume = VOLUME.matcher(name);
            if (!entry.isFile()) {
                continue;
            }
            if (dump.matches()) {
                dump(dump.group(1), tar, writer);
            } else if (volume.matches()) {
                volume(volume.group(1), tar, writer, madeAt);
            } else if ((name.startsWith("full_backup_") || name.startsWith("volumes_backup_")) && name.endsWith(".tar.gz")) {
                tar(tar, writer, madeAt);
            }
        }
        tar.transferTo(OutputStream.nullOutputStream());
    }

    private static TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IllegalArgumentException e) {
            throw new MalformedDump("it is no tar");
        }
    }

    private void dump(String database, InputStream in, SetWriter writer) throws IOException {
        progress.item(database);
        GZIPInputStream sql = new GZIPInputStream(new BufferedInputStream(new Unclosed(in), BUFFER), BUFFER);
        try (MemberWriter member = writer.member(MemberPath.ofPlainDump(database), 3, 0)) {
            PlainDump.Plain plain = PlainDump.read(new Copying(sql, member), OutputStream.nullOutputStream(), new Named());
            Manifest.Member stored = member.finish();
            serverVersion = plain.contents().serverVersion();
            dumpVersion = plain.contents().dumpVersion();
            DatabaseFacts facts = new DatabaseFacts(database, "", stored.rawBytes(), plain.encoding().isEmpty() ? "UTF8" : plain.encoding(), "", "", "", Optional.empty(),
                    Optional.empty(), "", -1, List.of(), List.of());
            records.add(Manifest.DatabaseRecord.of(facts, stored.path(), plain.contents()));
        }
    }

    private void volume(String role, InputStream in, SetWriter writer, Instant madeAt) throws IOException {
        String name = volumeName(role);
        progress.item(name);
        GZIPInputStream tar = new GZIPInputStream(new BufferedInputStream(new Unclosed(in), BUFFER), BUFFER);
        Optional<DockerRecord.VolumeRecord> taken;
        try {
            taken = new ScriptVolume(name, progress, cancellation).into(writer, tar, madeAt);
        } catch (FileSystemException e) {
            throw e; // of the repository
        } catch (IOException e) {
            throw refused(e);
        }
        taken.ifPresentOrElse(volumes::add, () -> warnings.add("The files of the " + role + " volume were left out: they are those of a PostgreSQL server "
                + "that was not stopped when the scripts copied them, and no server would start on them safely."));
    }

    /** As the stack calls it, when it has one that the word stands for; else as ContainerPub's Compose file does. */
    private String volumeName(String role) {
        List<String> named = target.volumes().stream().filter(name -> name.contains(role)).toList();
        String name = named.size() == 1 ? named.getFirst() : role + "_data";
        return volumes.stream().anyMatch(volume -> volume.name().equals(name)) ? role + "_data" : name;
    }

    /** The scripts' own description goes with it, as it is. */
    private void description(SetWriter writer) throws IOException {
        if (archive.description().isPresent()) {
            try (MemberWriter member = writer.member((archive.kind() == Kind.VOLUMES ? "volumes" : "databases") + "/backup.meta.zst", 3, 0)) {
                member.write(Files.readAllBytes(archive.description().get()));
                member.finish();
            }
        }
    }

    private Optional<BackupSet> sameAs(Instant madeAt) {
        return into.list().sets().stream().filter(set -> set.manifest().stack().equals(target.stack()) && set.manifest().startedAt().equals(madeAt)
                && set.manifest().databases().equals(records) && set.manifest().volumes().equals(volumes)).findFirst();
    }

    private Manifest manifest(Instant madeAt) {
        List<String> said = new ArrayList<>();
        if (!records.isEmpty()) {
            said.add("Imported from " + archive.file().getFileName() + ", which ContainerPub's scripts made: plain SQL without roles, owners and rights. "
                    + "Whether pg_dump had ended well was not recorded; the dump is whole, and its rows were counted when it was imported.");
        }
        if (!volumes.isEmpty()) {
            said.add("Imported from " + archive.file().getFileName() + ", which ContainerPub's scripts made: volumes without extended attributes, copied while their services ran"
                    + (records.isEmpty() ? "." : ", and not at the moment of the databases.") + " Whether tar had read every file was not recorded; the archive is whole.");
        }
        said.addAll(warnings);
        return new Manifest(Manifest.FORMAT_VERSION, "", archive.kind(), target.stack(), target.environment(), Optional.of(archive.file().getFileName().toString()),
                madeAt, madeAt, 0, SetTaking.version(), new Manifest.ServerRecord("unknown", 0, serverVersion.isEmpty() ? "unknown" : serverVersion, number(serverVersion), ""),
                dumpVersion.isEmpty() ? "unknown" : dumpVersion, List.of(), records, said, Map.of(), Optional.empty(), Optional.empty(),
                volumes.isEmpty() ? Optional.empty() : Optional.of(new DockerRecord("", volumes, Optional.empty())));
    }

    private static int number(String version) {
        Matcher matcher = VERSION.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) * 10_000 + (matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2))) : 0;
    }

    /** What is read goes to the member as well, byte for byte. */
    private static final class Copying extends FilterInputStream {
        private final MemberWriter member;

        Copying(InputStream in, MemberWriter member) {
            super(in);
            this.member = member;
        }

        @Override public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            if (n > 0) {
                member.write(bytes, offset, n);
            }
            return n;
        }
    }

    /** Of an entry in a tar, which goes on behind it. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override public void close() {}
    }

    /** Tells how much of the file was read, and ends when it is to be ended. */
    private final class Watched extends FilterInputStream {
        Watched(InputStream in) {
            super(in);
        }

        @Override public int read(byte[] bytes, int offset, int length) throws IOException {
            cancellation.check();
            int n = super.read(bytes, offset, length);
            if (n > 0) {
                progress.advance(n);
            }
            return n;
        }
    }

    private final class Named implements DumpReader.Listener {
        @Override public void table(String schema, String name) {
            progress.item(schema + "." + name);
        }

        @Override public void bytes(long amount) {}
    }
}
