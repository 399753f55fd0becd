package dev.lifeboat.engine.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.audit.AuditLog;
import dev.lifeboat.engine.backup.DockerGround;
import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.job.Unit;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.secret.Unlock;
import dev.lifeboat.engine.stack.ContainerAddress;
import dev.lifeboat.engine.stack.DockerSide;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestEngine;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Restores of volumes in place: the new content or the old one, never a mixture, and the services run again. */
@Timeout(300)
class VolumeReplacementTest {

    @RegisterExtension static final TestEngine DOCKER = TestEngine.docker();

    @TempDir Path folder;
    private String volume;
    private String service;
    private String bystander;
    private Stack stack;
    private BackupSet set;

    /** What the set holds, and then something else in its place. */
    @BeforeEach void aVolumeThatHasChangedSince() throws Exception {
        volume = DOCKER.volume("replaced");
        service = DOCKER.start("service", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "--stop-signal", "KILL", "-v", volume + ":/v");
        bystander = DOCKER.start("bystander", TestEngine.BUSYBOX);
        inside("mkdir d; echo good > d/one; ln -s one d/link; ln d/one two; chown 70:70 d/one; chmod 750 .; head -c 300000 /dev/urandom > noise");
        stack = new DockerGround(DOCKER, folder).stack(service, List.of(), volume);
        set = new DockerGround(DOCKER, folder).backUp(stack);
        inside("rm -r d two noise; echo bad > bad; echo bad > .hidden; chmod 777 .");
    }

    private String inside(String script) throws Exception {
        return DOCKER.run("exec", service, "bash", "-ec", "cd /v && " + script);
    }

    private static String running(String container) throws Exception {
        return DOCKER.run("inspect", "--format", "{{.State.Running}}", container);
    }

    /** What a volume holds: paths, types, modes and owners, and the text of small files. */
    private static String content(String name) throws Exception {
        String reader = DOCKER.start("content", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", name + ":/v");
        String found = DOCKER.run("exec", reader, "bash", "-c", "cd /v && find . -printf '%p %y %m %U:%G %n %l\\n' | sort; cat d/one bad 2>/dev/null || true");
        DOCKER.run("rm", "-f", reader);
        return found;
    }

    private VolumeRestore restore() {
        return new VolumeRestore(new AuditLog(folder.resolve("audit.jsonl")), Unlock.NONE, folder.resolve("filling"), folder.resolve("replacing"));
    }

    private VolumeRestorePlan plan() {
        VolumeRestorePlan plan = restore().plan(set, stack, new VolumeRestorePlan.Options(List.of(), RestorePlan.Mode.IN_PLACE));
        plan.targets().forEach(target -> {
            DOCKER.removesVolume(target.newName());
            target.keptName().ifPresent(DOCKER::removesVolume);
        });
        return plan;
    }

    private void assertNew(String content) {
        assertThat(content).contains("./d/one f 644 70:70 2", "./d/link l 777 0:0 1 one", "./noise f", ". d 750", "good").doesNotContain("bad", "hidden");
    }

    @Test void trap38_thePresentContentIsReplacedAfterTheProofAndKept() throws Exception {
        VolumeRestorePlan plan = plan();
        assertThat(plan.services()).containsExactly(service);
        VolumeRestorePlan.Target target = plan.targets().getFirst();
        assertThat(target.present()).contains(volume);
        String before = content(volume);
        VolumeRestoreReport report = restore().run(plan, Progress.NONE, new Cancellation());
        // The root, d, d/one, d/link, two, noise.
        assertThat(report.volumes()).containsExactly(new VolumeRestoreReport.Restored(volume, volume, 6, true, target.keptName()));
        assertThat(report.services()).containsExactly(service);
        assertNew(content(volume));
        assertThat(content(target.keptName().orElseThrow())).isEqualTo(before);
        assertThat(running(service)).isEqualTo("true");
        assertThat(running(bystander)).isEqualTo("true");
        assertThat(DOCKER.run("volume", "ls", "-q").lines()).doesNotContain(target.newName());
        assertThat(folder.resolve("replacing/shop/replacing.json")).doesNotExist();
        assertThat(new DockerGround(DOCKER, folder).helpers()).isEmpty();
    }

    @Test void aVolumeThatIsGoneIsMade() throws Exception {
        DOCKER.run("rm", "-f", service);
        DOCKER.run("volume", "rm", volume);
        stack = new DockerGround(DOCKER, folder).stack(DOCKER.start("image", TestEngine.POSTGRES, "-e", "PGDATA=/tmp/none", "-v", DOCKER.volume("other") + ":/v"), List.of(), volume);
        VolumeRestorePlan plan = plan();
        assertThat(plan.targets().getFirst().keptName()).isEmpty();
        restore().run(plan, Progress.NONE, new Cancellation());
        assertNew(content(volume));
    }

    @Test void whatFailsOrIsCancelledBeforeLeavesThePresentContent() throws Exception {
        String before = content(volume);
        VolumeRestorePlan plan = plan();
        var cancellation = new Cancellation();
        assertThatThrownBy(() -> restore().run(plan, new At("Comparing " + plan.targets().getFirst().keptName().orElseThrow(), cancellation::cancel), cancellation))
                .isInstanceOf(Failure.Cancelled.class);
        assertThat(content(volume)).isEqualTo(before);
        assertThat(running(service)).isEqualTo("true");
        assertThat(DOCKER.run("volume", "ls", "-q").lines()).doesNotContain(plan.targets().getFirst().keptName().orElseThrow());

        VolumeRestorePlan used = plan();
        String stranger = DOCKER.start("stranger", TestEngine.BUSYBOX, "-v", volume + ":/v");
        assertThatThrownBy(() -> restore().run(used, Progress.NONE, new Cancellation())).isInstanceOf(Failure.PreflightFailed.class).hasMessageContaining(stranger);
        assertThat(content(volume)).isEqualTo(before);
        assertThat(running(service)).isEqualTo("true");
    }

    @Test void whatFailsInTheMiddleIsPutBack() throws Exception {
        String before = content(volume);
        VolumeRestorePlan plan = plan();
        String from = plan.targets().getFirst().newName();
        assertThatThrownBy(() -> restore().run(plan, new At("Comparing " + volume + " with " + from, () -> {
            throw new Failure.ToolFailed("As if the disk were full.", "", null);
        }), new Cancellation())).isInstanceOf(Failure.ToolFailed.class).hasMessageContaining("As if");
        assertThat(content(volume)).isEqualTo(before);
        assertThat(running(service)).isEqualTo("true");
        assertThat(folder.resolve("replacing/shop/replacing.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Copying VOLUME into KEPT", "Comparing KEPT", "Copying NEW into VOLUME", "Comparing VOLUME with NEW"})
    void aKillAtAnyMomentIsBroughtToAnEndAtTheNextStart(String moment) throws Exception {
        String before = content(volume);
        VolumeRestorePlan plan = plan();
        try (ChildJvm child = ChildJvm.start(Replacing.class, DOCKER.address().toString(), folder.toString(), service, volume)) {
            String line = child.line();
            assertThat(line).startsWith("planned ");
            String[] names = line.split(" ");
            DOCKER.removesVolume(names[1]);
            DOCKER.removesVolume(names[2]);
            String phase = moment.replace("VOLUME", volume).replace("KEPT", names[2]).replace("NEW", names[1]);
            for (String said = child.line(); !said.startsWith(phase); said = child.line()) {
                assertThat(said).isNotNull();
            }
            assertThat(new VolumeReplacements(folder.resolve("replacing"), new AuditLog(folder.resolve("audit.jsonl"))).recover(Progress.NONE)).as("its process lives").isEmpty();
            child.kill();
        }
        assertThat(running(service)).isEqualTo("false");
        List<String> done = new VolumeReplacements(folder.resolve("replacing"), new AuditLog(folder.resolve("audit.jsonl"))).recover(Progress.NONE);
        assertThat(done).last().isEqualTo(service + " runs again.");
        assertThat(running(service)).isEqualTo("true");
        if (moment.startsWith("Copying NEW") || moment.startsWith("Comparing VOLUME")) {
            assertNew(content(volume));
        } else {
            assertThat(content(volume)).isEqualTo(before);
        }
        assertThat(plan.services()).containsExactly(service);
        assertThat(new VolumeReplacements(folder.resolve("replacing"), new AuditLog(folder.resolve("audit.jsonl"))).recover(Progress.NONE)).isEmpty();
    }

    /** Does something when a phase begins. */
    private record At(String phase, Runnable doing) implements Progress {
        @Override public void phase(String name, long total, Unit unit) {
            if (name.startsWith(phase)) {
                doing.run();
            }
        }

        @Override public void advance(long amount) {}

        @Override public void item(String name) {}

        @Override public void note(String line) {}
    }

    /** Restores in place, says each phase, and goes on half a second later, so that it can be killed there. */
    static final class Replacing {

        private Replacing() {}

        public static void main(String[] arguments) {
            URI engine = URI.create(arguments[0]);
            Path folder = Path.of(arguments[1]);
            var through = new ContainerAddress(engine, Optional.empty(), arguments[2]);
            Stack stack = new Stack("shop", Environment.DEVELOPMENT, new ServerAddress(arguments[2], 5432, "postgres", "postgres", TlsMode.PREFER, Optional.of(through)), List.of(), Optional.empty())
                    .with(Optional.of(new DockerSide(engine, Optional.empty(), List.of(new DockerSide.StackVolume(arguments[3], "")), List.of())));
            VolumeRestore restore = new VolumeRestore(new AuditLog(folder.resolve("audit.jsonl")), Unlock.NONE, folder.resolve("filling"), folder.resolve("replacing"));
            VolumeRestorePlan plan = restore.plan(Repository.open(folder.resolve("repository")).find("latest"), stack, new VolumeRestorePlan.Options(List.of(), RestorePlan.Mode.IN_PLACE));
            System.out.println("planned " + plan.targets().getFirst().newName() + " " + plan.targets().getFirst().keptName().orElseThrow());
            restore.run(plan, new Progress() {
                @Override public void phase(String name, long total, Unit unit) {
                    System.out.println(name);
                    try {
                        Thread.sleep(500);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }

                @Override public void advance(long amount) {}

                @Override public void item(String name) {}

                @Override public void note(String line) {}
            }, new Cancellation());
        }
    }
}
