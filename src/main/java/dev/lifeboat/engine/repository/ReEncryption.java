package dev.lifeboat.engine.repository;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.Sha256;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.secret.Age;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ContainerEnvironment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a set anew, encrypted to others, in the place of the old one. For one use by one thread.
 *
 * <p>The new one is written aside under an id of its own ({@code <id>-2}), each member is decrypted again and compared by
 * the SHA-256 of what it held, and only then does the new one get its name and the old one go. A kill at any moment
 * leaves the old one, or both, or the new one, each of them whole.
 */
public final class ReEncryption {

    private final Repository repository;
    private final BackupSet set;
    private final Encryption encryption;
    private final Unlock unlock;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Map<String, String> plainHashes = new HashMap<>();

    /** @param unlock must open the old set and the new one: what cannot be read again is not proven */
    public ReEncryption(Repository repository, BackupSet set, Encryption encryption, Unlock unlock, Progress progress, Cancellation cancellation) {
        this.repository = repository;
        this.set = set;
        this.encryption = encryption;
        this.unlock = unlock;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * @return the new set; a pin of the old one is on it
     * @throws Failure.KeyNeeded        when the old one, or what was written, cannot be opened with what is at hand; the old one stays
     * @throws Failure.SetDamaged       when the old one is not as its manifest says; it stays
     * @throws Failure.RepositoryLocked by another writer
     */
    public BackupSet run() {
        Manifest old = set.manifest();
        if (encryption instanceof Encryption.None && old.docker().flatMap(DockerRecord::stack).filter(stack -> stack.environment() == ContainerEnvironment.ENCRYPTED).isPresent()) {
            throw new Failure.BadInput("The set " + set.id() + " holds the environment of the stack's containers, with their passwords: it stays encrypted.");
        }
        try (RepositoryLock lock = repository.lock("encrypting " + set.id() + " anew")) {
            lock.takenOver().ifPresent(progress::note);
            BackupSet made;
            try (SetWriter writer = repository.begin(lock, old.kind(), old.stack(), old.startedAt(), encryption)) {
                progress.phase("Encrypting " + set.id(), 2 * old.sizeBytes(), Unit.BYTES);
                for (Manifest.Member member : old.members()) {
                    copy(member, writer);
                }
                Manifest renamed = old.renamed(this::renamed);
                prove(writer, old);
                cancellation.check();
                made = pinned(writer, renamed);
            }
            Pruning.delete(repository, set, lock);
            return Repository.read(made.folder());
        }
    }

    /** Pinned before it appears: afterwards a full disk could keep the pin from it. */
    private BackupSet pinned(SetWriter writer, Manifest manifest) {
        Beside beside = new Beside(repository.folder());
        set.pin().ifPresent(pin -> beside.keep(writer.id(), pin));
        try {
            return writer.complete(manifest);
        } catch (RuntimeException e) {
            beside.unpin(writer.id());
            throw e;
        }
    }

    private String renamed(String path) {
        return (path.endsWith(".age") ? path.substring(0, path.length() - ".age".length()) : path) + encryption.suffix();
    }

    /** The stored bytes are checked on the way, and so is that nothing follows them. */
    private void copy(Manifest.Member member, SetWriter writer) {
        progress.item(member.path());
        MessageDigest stored = Sha256.digest();
        MessageDigest plain = Sha256.digest();
        try (InputStream file = new BufferedInputStream(new DigestInputStream(Files.newInputStream(set.folder().resolve(member.path())), stored), 1 << 17);
             InputStream in = MemberReading.decrypted(file, set.manifest(), member, unlock)) {
            Manifest.Member made = write(member, in, plain, writer.folder());
            file.transferTo(OutputStream.nullOutputStream());
            if (!Sha256.hex(stored).equals(member.sha256())) {
                throw damaged(member, "it is not what was written", null);
            }
            writer.add(made);
            plainHashes.put(made.path(), Sha256.hex(plain));
        } catch (IOException e) {
            throw damaged(member, e.getMessage(), e);
        }
    }

    private Manifest.Member write(Manifest.Member member, InputStream in, MessageDigest plain, Path folder) throws IOException {
        String path = renamed(member.path());
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        MemberSink sink = new MemberSink(file);
        try {
            try (OutputStream out = Age.encrypting(sink, encryption)) {
                transfer(in, out, plain);
            }
            String sha256 = sink.complete();
            AtomicFile.syncFolder(file.getParent());
            return new Manifest.Member(path, sink.stored(), sha256, member.rawBytes(), member.compression(),
                    encryption instanceof Encryption.None ? Optional.empty() : Optional.of(Manifest.Encrypted.AGE));
        } finally {
            sink.release();
        }
    }

    private void transfer(InputStream in, OutputStream out, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[1 << 17];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            cancellation.check();
            digest.update(buffer, 0, n);
            out.write(buffer, 0, n);
            progress.advance(n);
        }
    }

    private Failure.SetDamaged damaged(Manifest.Member member, String why, Exception causeOrNull) {
        return new Failure.SetDamaged("The set " + set.id() + " was not encrypted anew, it is as it was: " + member.path() + ": " + why + ".", causeOrNull, "Verify the set.");
    }

    private void prove(SetWriter writer, Manifest old) {
        Manifest written = old.with(writer.id(), writer.members(), encryption);
        for (Manifest.Member member : written.members()) {
            progress.item(member.path());
            MessageDigest plain = Sha256.digest();
            try (InputStream file = Files.newInputStream(writer.folder().resolve(member.path()));
                 InputStream in = MemberReading.decrypted(new BufferedInputStream(file, 1 << 17), written, member, unlock)) {
                transfer(in, OutputStream.nullOutputStream(), plain);
            } catch (IOException e) {
                throw AtomicFile.failed("What was written for " + member.path() + " cannot be read again", e);
            }
            if (!Sha256.hex(plain).equals(plainHashes.get(member.path()))) {
                throw new Failure.StorageFailed(false, "What was written for " + member.path() + " reads back differently. The set is as it was.", null, "Check the disk.");
            }
        }
    }
}
