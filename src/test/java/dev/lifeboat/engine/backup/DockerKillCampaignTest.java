package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.docker.DockerEngine;
import dev.lifeboat.engine.docker.HelperContainer;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.VolumeRestore;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.OwnEngine;
import dev.lifeboat.testing.TestEngine;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link KillCampaignTest}, with a stack of containers: the program, the helper container, the tool in the server's
 * container and the engine itself are killed during backups of volumes, of all together and of the server, and while volumes are
 * brought back. {@code -Dlifeboat.kills.docker} says how often.
 */
@Timeout(3600)
class DockerKillCampaignTest {

    private static final int KILLS = Integer.getInteger("lifeboat.kills.docker", 3);
    private static final long SEED = Long.getLong("lifeboat.kills.seed", 20261124);

    private static OwnEngine docker;

    @TempDir Path folder;
    private Campaign campaign;

    private enum Victim { PROGRAM, ENGINE, HELPER, TOOL }

    private record Kill(String work, Victim victim) {}

    /** In this order, so that a few of them are of each kind already. */
    private static final List<Kill> ALL = List.of(new Kill("full", Victim.PROGRAM), new Kill("full", Victim.ENGINE), new Kill("restore", Victim.PROGRAM),
            new Kill("base", Victim.PROGRAM), new Kill("volumes", Victim.HELPER), new Kill("full", Victim.TOOL), new Kill("restore", Victim.HELPER), new Kill("volumes", Victim.PROGRAM),
            new Kill("base", Victim.TOOL), new Kill("full", Victim.HELPER), new Kill("restore", Victim.ENGINE), new Kill("volumes", Victim.ENGINE), new Kill("base", Victim.ENGINE));

    /** What is done, in this process or in one that is killed. */
    record Campaign(URI engine, Path folder) {

        Repository repository() {
            return Repository.openOrCreate(folder.resolve("repository"));
        }

        AuditLog audit() {
            return new AuditLog(folder.resolve("audit.jsonl"));
        }

        Passwords passwords() {
            return new Passwords(folder.resolve("none"), Map.of("PGPASSWORD", "secret"));
        }

        Stack stack() {
            var server = new ServerAddress("server", 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(new ContainerAddress(engine, Optional.empty(), "server")));
            return new Stack("shop", Environment.DEVELOPMENT, server, List.of(), Optional.empty()).with(Optional.of(new DockerSide(engine, Optional.empty(),
                    List.of(new DockerSide.StackVolume("functions", "")), List.of(new DockerSide.StackService("writer", true)))));
        }

        FullBackup full() {
            return new FullBackup(new DatabaseBackup(new Tools(), passwords(), audit()), new VolumeBackup(audit()), passwords(), audit(), folder.resolve("held"));
        }

        VolumeRestore restore() {
            return new VolumeRestore(audit(), Unlock.NONE, folder.resolve("filling"), folder.resolve("replacing"));
        }

        void run(String work, Progress progress) {
            Repository repository = repository();
            Cancellation never = new Cancellation();
            switch (work) {
                case "full" -> full().run(full().plan(stack(), repository, FullBackupPlan.Options.DEFAULT), progress, never);
                case "volumes" -> {
                    VolumeBackup backup = new VolumeBackup(audit());
                    backup.run(backup.plan(stack(), repository, new VolumeBackupPlan.Options(List.of(), Optional.empty(), 1)), progress, never);
                }
                case "base" -> {
                    BaseBackup backup = new BaseBackup(new Tools(), passwords(), audit());
                    backup.run(backup.plan(stack(), repository, BaseBackupPlan.Options.DEFAULT), progress, never);
                }
                case "restore" -> {
                    BackupSet set = repository.find("latest", one -> !one.manifest().volumes().isEmpty());
                    restore().run(restore().plan(set, stack(), List.of()), progress, never);
                }
                default -> throw new IllegalArgumentException(work);
            }
        }
    }

    /** Does one thing, and says in which phase it is. */
    static final class Program {
        static void main(String[] arguments) {
            Campaign campaign = new Campaign(URI.create(arguments[1]), Path.of(arguments[2]));
            System.out.println(KillPoints.BEGINNING);
            campaign.run(arguments[0], new KillPoints.Watch(System.out::println));
            System.out.println("done");
        }
    }

    @BeforeAll static void stack() throws Exception {
        docker = OwnEngine.start();
        docker.run("volume", "create", "functions");
        docker.start("server", TestEngine.POSTGRES, "--restart", "always", "-e", "POSTGRES_PASSWORD=secret");
        docker.start("writer", TestEngine.BUSYBOX, "--restart", "always", "-v", "functions:/functions");
        docker.run("run", "--rm", "--network", "none", "-v", "functions:/functions", "--entrypoint", "bash", TestEngine.POSTGRES, "-c",
                "for i in $(seq 300); do head -c 40000 /dev/urandom > /functions/$i; done");
        untilReady();
        docker.run("exec", "server", "psql", "-q", "-U", "postgres", "-h", "127.0.0.1", "-c", "create table orders as select i, md5(i::text) || repeat('x', 200) as what from generate_series(1, 30000) i");
    }

    @AfterAll static void stop() throws IOException {
        if (docker != null) {
            docker.close();
        }
    }

    private static void untilReady() throws Exception {
        for (int tries = 0; !isReady(); tries++) {
            assertThat(tries).as("the server starts: " + docker.run("logs", "--tail", "5", "server")).isLessThan(600);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static boolean isReady() throws InterruptedException {
        try {
            docker.run("exec", "server", "pg_isready", "-q", "-h", "127.0.0.1");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    @Test void trap23_aKillAtAnyMomentLeavesNoServiceStoppedAndNothingHalfAndTheNextRunWorks() throws Exception {
        campaign = new Campaign(docker.address(), folder);
        KillPoints points = new KillPoints(SEED);
        for (String work : List.of("full", "volumes", "base", "restore")) {
            points.measure(work, progress -> campaign.run(work, progress));
        }
        removeRestored();
        for (int number = 0; number < KILLS; number++) {
            Kill kill = ALL.get(number % ALL.size());
            KillPoints.Moment moment = points.next(kill.work());
            String why = "kill " + number + ", " + kill + " in " + moment + ", seed " + SEED;
            List<String> before = ids();
            boolean ended = kill.victim() == Victim.PROGRAM ? !killProgram(points, kill.work(), moment) : killWithin(points, kill, moment);
            untilReady();
            campaign.full().recover();
            campaign.restore().removeLeftovers();
            assertThat(docker.run("inspect", "--format", "{{.State.Status}}", "writer")).as(why).isEqualTo("running");
            assertThat(folder.resolve("held")).as(why).isEmptyDirectory();
            assertSetsAreWhole(why, before);
            if (!ended) {
                assertThat(restored()).as(why + ": half a volume").isEmpty();
            }
            removeRestored();
            campaign.run(kill.work(), Progress.NONE);
            assertNothingIsLeft(why);
            keepFew();
        }
        points.assertSpread(KILLS / ALL.size());
    }

    private boolean killProgram(KillPoints points, String work, KillPoints.Moment moment) throws IOException {
        try (ChildJvm child = ChildJvm.start(Program.class, work, docker.address().toString(), folder.toString())) {
            return points.kill(work, child, moment);
        }
    }

    /** @return whether the work came to its end all the same */
    private boolean killWithin(KillPoints points, Kill kill, KillPoints.Moment moment) throws InterruptedException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> trouble = Collections.synchronizedList(new ArrayList<>());
        boolean ended = false;
        try {
            campaign.run(kill.work(), points.killing(moment, () -> {
                try {
                    kill(kill.victim());
                } catch (IOException | InterruptedException e) {
                    trouble.add(e);
                }
            }, seen));
            ended = true;
        } catch (Failure e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        points.fell(kill.work(), seen);
        assertThat(trouble).isEmpty();
        return ended;
    }

    private static void kill(Victim victim) throws IOException, InterruptedException {
        switch (victim) {
            case HELPER -> {
                for (String id : docker.run("ps", "-q", "--filter", "label=dev.lifeboat.helper").lines().toList()) {
                    try {
                        docker.run("kill", id);
                    } catch (IOException _) {
                        continue; // it was just going
                    }
                }
            }
            case TOOL -> {
                for (String line : docker.run("top", "server", "-eo", "pid,comm").lines().filter(one -> one.matches("\\s*[0-9]+ pg_(dump|dumpall|basebackup).*")).toList()) {
                    ProcessHandle.of(Long.parseLong(line.strip().split(" ")[0])).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
            default -> {
                docker.kill();
                TimeUnit.MILLISECONDS.sleep(300);
                docker.startAgain();
            }
        }
    }

    private void assertSetsAreWhole(String why, List<String> before) {
        Repository.Listing listing = campaign.repository().list();
        assertThat(listing.unreadable()).as(why).isEmpty();
        for (BackupSet set : listing.sets()) {
            assertThat(campaign.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).as(why + ": " + set.id()).isEmpty();
        }
        assertThat(ids()).as(why + ": no set is lost").containsAll(before);
    }

    private void assertNothingIsLeft(String why) throws Exception {
        new Cleaning(campaign.repository()).run(Progress.NONE, new Cancellation());
        assertThat(campaign.repository().list().orphans()).as(why).isEmpty();
        try (DockerEngine engine = DockerEngine.open(docker.address(), Optional.empty())) {
            HelperContainer.removeLeftovers(engine); // as the next backup of volumes does
        }
        // One that was never started goes with its process, or when it is old: HeldServicesTest.
        assertThat(docker.run("ps", "-aq", "--filter", "label=dev.lifeboat.helper", "--filter", "status=exited", "--filter", "status=running", "--filter", "status=paused")).as(why).isEmpty();
        removeRestored();
        for (int tries = 0; !left().equals("0"); tries++) {
            assertThat(tries).as(why + ": sessions or slots are left on the server: " + docker.run("top", "server", "-eo", "pid,args")).isLessThan(200);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static String left() throws Exception {
        return docker.run("exec", "server", "psql", "-At", "-U", "postgres", "-h", "127.0.0.1", "-c", "select (select count(*) from pg_replication_slots) + (select count(*)"
                + " from pg_stat_activity where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid())");
    }

    private static List<String> restored() throws Exception {
        return docker.run("volume", "ls", "-q").lines().filter(name -> name.startsWith("functions_restored_")).toList();
    }

    private static void removeRestored() throws Exception {
        for (String volume : restored()) {
            docker.run("volume", "rm", volume);
        }
    }

    /** All of them are read after each kill. */
    private void keepFew() {
        List<BackupSet> sets = campaign.repository().list().sets();
        sets.stream().skip(3).filter(set -> set != sets.stream().filter(one -> !one.manifest().volumes().isEmpty()).findFirst().orElseThrow())
                .forEach(set -> dev.lifeboat.engine.FolderTree.delete(set.folder()));
    }

    private List<String> ids() {
        return campaign.repository().list().sets().stream().map(BackupSet::id).toList();
    }
}
