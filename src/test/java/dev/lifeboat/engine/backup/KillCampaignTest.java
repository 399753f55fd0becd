package dev.lifeboat.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.job.Cancellation;
import dev.lifeboat.engine.job.Progress;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Cleaning;
import dev.lifeboat.engine.repository.Pruning;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.repository.SetExport;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.secret.Passwords;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.TlsMode;
import dev.lifeboat.testing.ChildJvm;
import dev.lifeboat.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed, as {@code kill -9} does, at random moments of a backup, a verification, a pruning and an export.
 * {@code -Dlifeboat.kills=200} kills it that often, {@code -Dlifeboat.kills.seed} at other moments.
 */
@Timeout(1800)
class KillCampaignTest {

    @RegisterExtension static final TestServer SERVER = new TestServer();

    private static final int KILLS = Integer.getInteger("lifeboat.kills", 8);
    private static final long SEED = Long.getLong("lifeboat.kills.seed", 20261124);
    /** Two sets of this day stay. */
    private static final Retention RETENTION = new Retention(1, 0, 0, 0, Duration.ZERO, ZoneId.of("UTC"));

    @TempDir Path folder;

    /** Does one of the four, after saying that it begins. */
    static final class Program {
        static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[1]);
            Ground ground = new Ground(new ServerAddress("127.0.0.1", Integer.parseInt(arguments[2]), "postgres", "postgres", TlsMode.DISABLE),
                    new Passwords(folder.resolve("pgpass"), Map.of()), Path.of(arguments[3]), folder);
            System.out.println("begins");
            Repository repository = ground.repository();
            switch (arguments[0]) {
                case "backup" -> ground.backUp(arguments[4]);
                case "verify" -> repository.verify(repository.find("latest"), VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation());
                case "prune" -> prune(repository);
                default -> new SetExport(repository.find("latest"), Progress.NONE, new Cancellation()).into(Files.createTempDirectory(folder, "export").resolve("set.tar"));
            }
        }
    }

    private static void prune(Repository repository) {
        Pruning pruning = new Pruning(repository, Clock.systemUTC());
        Set<String> going = pruning.preview("shop", RETENTION).stream().filter(fate -> !fate.kept()).map(fate -> fate.set().id()).collect(Collectors.toSet());
        pruning.run("shop", RETENTION, going, Progress.NONE, new Cancellation());
    }

    @Test void trap10_aKillAtAnyMomentLeavesNoHalfSetAndLosesNoGoodOneAndTheNextRunWorks() throws Exception {
        Tools.Installation tools = SERVER.tools();
        String shop = SERVER.createDatabase("killed");
        SERVER.execute(shop, "create table orders (id int primary key, what text)", "insert into orders select i, md5(i::text) || repeat('x', 200) from generate_series(1, 60000) i");
        Ground ground = new Ground(SERVER.address(), SERVER.passwords(folder), tools.folder(), folder);
        ground.backUp(shop);
        Random random = new Random(SEED);
        int killedBefore = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            String what = List.of("backup", "prune", "backup", "verify", "backup", "export").get(kill % 6);
            List<String> before = ids(ground);
            try (ChildJvm child = ChildJvm.start(Program.class, what, folder.toString(), String.valueOf(SERVER.address().port()), tools.folder().toString(), shop)) {
                assertThat(child.line()).isEqualTo("begins");
                Thread.sleep(random.nextInt(2_500));
                child.kill();
                killedBefore += child.exitCode() == 0 ? 0 : 1;
            }
            List<String> after = ids(ground);
            String why = "kill " + kill + " of " + what + ", seed " + SEED;
            for (BackupSet set : ground.repository().list().sets()) {
                assertThat(ground.repository().verify(set, VerificationResult.Depth.DEEP, Progress.NONE, new Cancellation()).problems()).as(why + ": " + set.id()).isEmpty();
            }
            assertThat(ground.repository().list().unreadable()).as(why).isEmpty();
            assertThat(after).as(why + ": the newest good set before is still there").contains(before.getFirst());
            if (!what.equals("prune")) {
                assertThat(after).as(why + ": no set is lost").containsAll(before);
            }
            new Cleaning(ground.repository()).run(Progress.NONE, new Cancellation());
            assertThat(ground.repository().list().orphans()).as(why).isEmpty();
        }
        assertThat(killedBefore).as("some were killed at work").isPositive();
        assertThat(ids(ground)).doesNotContain(ground.backUp(shop).id());
    }

    private static List<String> ids(Ground ground) {
        return ground.repository().list().sets().stream().map(BackupSet::id).toList();
    }
}
