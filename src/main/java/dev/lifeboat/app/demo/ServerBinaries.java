package dev.lifeboat.app.demo;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.postgres.Tools;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of a PostgreSQL server that the demo can run: the newest installed one that has its client tools beside
 * it, otherwise the server that comes with Lifeboat (zonky's binaries: initdb, pg_ctl and postgres, no pg_dump).
 *
 * @param bin      the folder of initdb, pg_ctl and postgres
 * @param hasTools whether pg_dump and the other client tools lie there too
 */
public record ServerBinaries(Path bin, boolean hasTools) {

    /** @throws Failure.ToolMissing when no server is installed and none comes with Lifeboat for this platform */
    public static ServerBinaries find(Tools tools) {
        Tools.Search search = tools.search(Optional.empty());
        return search.found().stream().filter(Tools.Installation::hasServer).findFirst()
                .map(installation -> new ServerBinaries(installation.folder(), true))
                .orElseGet(() -> unpacked(search.lookedAt()));
    }

    /** The server that comes with Lifeboat, unpacked into a folder that is kept for the next time. */
    public static ServerBinaries bundled() {
        return unpacked(List.of());
    }

    private static ServerBinaries unpacked(List<Path> lookedAt) {
        String archive = "/postgres-" + platform() + ".txz";
        try (InputStream found = ServerBinaries.class.getResourceAsStream(archive)) {
            if (found == null) {
                throw new Failure.ToolMissing("No PostgreSQL server is installed, and none comes with Lifeboat for this platform.",
                        Stream.concat(Stream.of("Install PostgreSQL, on Debian: apt-get install postgresql"),
                                lookedAt.stream().map(place -> "Looked at " + place)).toList());
            }
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + archive, e);
        }
        try {
            Path folder = cache().resolve("postgresql-" + digest(archive));
            if (!Files.isDirectory(folder)) {
                unpack(archive, folder);
            }
            return new ServerBinaries(folder.resolve("bin"), false);
        } catch (IOException e) {
            throw AtomicFile.failed("Could not unpack the PostgreSQL server that comes with Lifeboat", e);
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return (os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux") + (arm ? "-arm_64" : "-x86_64");
    }

    /** A folder of this user's that other users can read (the server may run as one) and nobody else can write. */
    private static Path cache() throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "lifeboat-" + System.getProperty("user.name"));
        try {
            Files.createDirectory(folder);
            openForReading(folder);
        } catch (FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.getOwner(folder).equals(folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(System.getProperty("user.name")));
            if (!ours) {
                throw new IOException(folder + " belongs to someone else", e);
            }
        }
        return folder;
    }

    private static void openForReading(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static String digest(String archive) throws IOException {
        try (InputStream in = ServerBinaries.class.getResourceAsStream(archive);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest()).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(String archive, Path folder) throws IOException {
        Path aside = Files.createTempDirectory(folder.getParent(), "unpacking");
        openForReading(aside);
        try (InputStream in = ServerBinaries.class.getResourceAsStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = aside.resolve(entry.getName()).normalize();
                if (!target.startsWith(aside)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(target.getParent());
                    Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot make " + target + " executable");
                    }
                }
            }
        }
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) { // else another process was faster, with the same content
                throw e;
            }
        }
    }

    Path program(String name) {
        return bin.resolve(System.getProperty("os.name").startsWith("Windows") ? name + ".exe" : name);
    }
}
