package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.SetVolumes;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.VolumeRestore;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Volumes of any size go through a small heap, the one of a {@link ChildJvm}: taken, verified, looked into, restored and
 * proven. {@code -Dlifeboat.volume.megabytes=10000}, {@code -Dlifeboat.volume.files=1000000} and
 * {@code -Dlifeboat.volume.sparse=20} (in GB) make them large; what each phase took is printed.
 */
class LargeVolumeTest {

    private static final int MEGABYTES = Integer.getInteger("lifeboat.volume.megabytes", 150);
    private static final int FILES = Integer.getInteger("lifeboat.volume.files", 3000);
    private static final int SPARSE = Integer.getInteger("lifeboat.volume.sparse", 3);

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    private static String volume;
    private static String writer;

    @TempDir Path folder;

    @BeforeAll static void volume() throws Exception {
        volume = DOCKER.volume("large");
        writer = DOCKER.start("large", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", volume + ":/large");
    }

    private static void write(String script) throws Exception {
        DOCKER.run("exec", writer, "bash", "-ec", "cd /large && rm -rf ..?* .[!.]* * && " + script);
    }

    /** @param last a file that lies behind the others, and its size */
    private void wholeWay(long files, long bytes, String last, long size) throws Exception {
        try (ChildJvm child = ChildJvm.start(WholeWay.class, DOCKER.address().toString(), folder.resolve("repository").toString(), writer, volume, last)) {
            assertThat(child.line()).isEqualTo("taken: " + files + " files of " + bytes + " bytes");
            assertThat(child.line()).isEqualTo("verified: []");
            assertThat(child.line()).isEqualTo("found: " + last);
            assertThat(child.line()).isEqualTo("extracted: " + size);
            String restored = child.line();
            assertThat(restored).startsWith("restored: " + volume).endsWith(" proven true");
            DOCKER.removesVolume(restored.split(" ")[1]);
            System.out.println(child.line());
            assertThat(child.exitCode()).isZero();
        }
    }

    @Test void aLargeFile() throws Exception {
        // One that can be compressed a little, as most can: a block of noise, and the same again as text.
        write("for i in $(seq " + MEGABYTES / 10 + "); do head -c 5000000 /dev/urandom > noise; cat noise; od -An -tx1 -N 1700000 noise | head -c 5000000; done > a; rm noise; echo end > z");
        wholeWay(3, MEGABYTES / 10 * 10_000_000L + 4, "z", 4);
    }

    @Test void manySmallFiles() throws Exception {
        write("for d in $(seq -w 1 " + FILES / 1000 + "); do mkdir $d; seq -w 1 1000 | split -l 1 -a 3 -d - $d/; done; echo end > z");
        // Each holds a number of four digits and a line feed; the root and the folders count.
        wholeWay(FILES / 1000 * 1001L + 2, FILES / 1000 * 5000L + 4, "z", 4);
    }

    @Test void aSparseFile() throws Exception {
        write("truncate -s " + SPARSE + "G z; printf data | dd of=z bs=1 seek=2500000000 conv=notrunc status=none");
        wholeWay(2, SPARSE * (1L << 30), "z", SPARSE * (1L << 30));
        try (var stored = Files.walk(folder.resolve("repository"))) {
            assertThat(stored.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum()).isLessThan(200_000);
        }
    }

    /** The whole way of a volume, in a process of its own. */
    static final class WholeWay {

        private WholeWay() {}

        private static String timed(String what, StringBuilder times, Supplier<String> doing) {
            long began = System.nanoTime();
            String said = doing.get();
            times.append(", ").append(what).append(' ').append((System.nanoTime() - began) / 1_000_000).append(" ms");
            return said;
        }

        public static void main(String[] arguments) {
            URI engine = URI.create(arguments[0]);
            String volume = arguments[3];
            Path folder = Path.of(arguments[1]);
            var through = new ContainerAddress(engine, Optional.empty(), arguments[2]);
            Stack stack = new Stack("shop", Environment.DEVELOPMENT, new ServerAddress(arguments[2], 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(through)), List.of(), Optional.empty())
                    .with(Optional.of(new DockerSide(engine, Optional.empty(), List.of(new DockerSide.StackVolume(volume, "")), List.of())));
            AuditLog audit = new AuditLog(folder.resolveSibling("audit.jsonl"));
            StringBuilder times = new StringBuilder();
            VolumeBackup backup = new VolumeBackup(audit);
            Repository repository = Repository.openOrCreate(folder);
            BackupSet[] set = new BackupSet[1];
            System.out.println(timed("backup", times, () -> {
                set[0] = backup.run(backup.plan(stack, repository, VolumeBackupPlan.Options.DEFAULT), Progress.NONE, new Cancellation());
                VolumeRecord record = set[0].manifest().volumes().getFirst();
                return "taken: " + record.files() + " files of " + record.bytes() + " bytes";
            }));
            System.out.println(timed("deep verification", times, () -> "verified: " + repository.verify(set[0], VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()));
            SetVolumes contents = new SetVolumes(set[0]);
            VolumeRecord record = contents.volume(Optional.empty());
            System.out.println(timed("looking", times, () -> "found: " + contents.files(record, file -> file.path().equals(arguments[4]), 0, 1, new Cancellation()).getFirst().path()));
            System.out.println(timed("extraction", times, () -> "extracted: " + contents.extract(record, arguments[4], folder.resolveSibling("taken"), new Cancellation()).getFirst().toFile().length()));
            VolumeRestore restore = new VolumeRestore(audit, Unlock.NONE, folder.resolveSibling("filling"), folder.resolveSibling("replacing"));
            System.out.println(timed("restore with proof", times, () -> {
                var report = restore.run(restore.plan(set[0], stack, List.of()), Progress.NONE, new Cancellation());
                return "restored: " + report.volumes().getFirst().newName() + " proven " + report.proven();
            }));
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).map(MemoryPoolMXBean::getPeakUsage)
                    .mapToLong(usage -> usage.getUsed()).sum();
            System.out.println("A volume of " + record.files() + " files and " + record.bytes() + " bytes, stored in " + set[0].manifest().sizeBytes() + ": peak heap " + (peak >> 20) + " MiB" + times);
        }
    }
}
