package dev.lifeboat.cli;

import dev.lifeboat.app.demo.DemoReport;
import dev.lifeboat.app.demo.DemoStep;
import dev.lifeboat.engine.Check;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.DatabaseBackupPlan;
import dev.lifeboat.engine.backup.Terms;
import dev.lifeboat.engine.postgres.DatabaseFacts;
import dev.lifeboat.engine.postgres.Tools;
import dev.lifeboat.engine.postgres.dump.DumpContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Kind;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.Proof;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.secret.Encryption;
import dev.lifeboat.engine.stack.Environment;
import dev.lifeboat.engine.stack.ServerAddress;
import dev.lifeboat.engine.stack.Stack;
import dev.lifeboat.engine.stack.TlsMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A set, plans and reports with fixed times and names, as a run would make them. */
final class Samples {

    static final Instant TAKEN = Instant.parse("2026-11-22T02:00:00Z");
    private static final String HASH = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_HASH = "fedcba9876543210fedcba9876543210";
    static final String SET_ID = "20261122T020000Z-shop-database";

    private Samples() {}

    static Stack stack() {
        return new Stack("shop", Environment.PRODUCTION, new ServerAddress("db.example.org", 5432, "postgres", "postgres", TlsMode.REQUIRE), List.of(), Optional.empty());
    }

    static BackupSet set(Optional<VerificationResult> verified, String... warnings) {
        DatabaseFacts facts = new DatabaseFacts("shop", "owner", 25L << 20, "UTF8", "C", "C", "libc", Optional.empty(), Optional.empty(), "pg_default", -1, List.of(), List.of());
        List<DumpContents.TableContents> tables = List.of(new DumpContents.TableContents("public", "orders", 50_000, HASH),
                new DumpContents.TableContents("public", "Kunden \u00fc", 7, OTHER_HASH));
        Manifest manifest = new Manifest(1, SET_ID, Kind.DATABASE, "shop", Environment.PRODUCTION, Optional.of("before-migration"), TAKEN, TAKEN.plusMillis(4200), 4200, "0.1.0",
                new Manifest.ServerRecord("db.example.org", 5432, "17.2", 170_002, "7301"), "17.2",
                List.of(new Manifest.Member("databases/shop.dump.zst", 9L << 20, "ab".repeat(32), 27L << 20, "zstd"),
                        new Manifest.Member("databases/globals.sql.zst", 700, "cd".repeat(32), 1800, "zstd")),
                List.of(new Manifest.DatabaseRecord(facts, "databases/shop.dump.zst", tables, List.of(), DumpContents.LargeObjects.NONE, Map.of("CONSTRAINT", 31L))),
                List.of(warnings), Map.of());
        return new BackupSet(Path.of("/backups", SET_ID), manifest, verified);
    }

    static VerificationResult good(VerificationResult.Depth depth) {
        return new VerificationResult(TAKEN.plusSeconds(3600), depth, 900, List.of());
    }

    static VerificationResult damaged() {
        return new VerificationResult(TAKEN.plusSeconds(3600), VerificationResult.Depth.QUICK, 900, List.of("databases/shop.dump.zst has 9437183 bytes, the manifest says 9437184."));
    }

    static DatabaseBackupPlan backupPlan() {
        Map<String, Long> databases = new LinkedHashMap<>();
        databases.put("shop", 25L << 20);
        databases.put("stock", 7L << 20);
        return new DatabaseBackupPlan(stack(), Path.of("/backups"), databases, new Tools.Installation(Path.of("/usr/lib/postgresql/17/bin"), 170_002, false),
                new Terms(Optional.of("before-migration"), 3, 2, Encryption.NONE, BackupHandling.USUAL, 12L << 30, OptionalLong.of(32L << 20), Optional.of(9L << 20), Optional.empty()));
    }

    static RestorePlan restorePlan(RestorePlan.Mode mode) {
        boolean inPlace = mode == RestorePlan.Mode.IN_PLACE;
        return new RestorePlan(SET_ID, Path.of("/backups", SET_ID), stack(), mode,
                List.of(new RestorePlan.Target("shop", "shop_aside_20261122", inPlace ? Optional.of("shop_before_20261122T143207Z") : Optional.empty()),
                        new RestorePlan.Target("stock", "stock_aside_20261122", Optional.empty())), 27L << 20, Optional.of(65_000L));
    }

    static List<Check> checks() {
        return List.of(Check.fail("Free space", "1.0 GiB free, about 2.5 GiB needed", "Free some space on the server."),
                Check.warn("Connections", "3 clients are connected to shop", "They are disconnected at the swap."), Check.ok("Tools", "pg_restore 17.2"));
    }

    static RestoreReport restoreReport(RestorePlan.Mode mode, String... differences) {
        Map<String, Long> phases = new LinkedHashMap<>();
        phases.put("Preflight", 300L);
        phases.put("Restoring shop", 61_000L);
        phases.put("Proving shop", 9_960L);
        phases.put("Swapping", 120L);
        return new RestoreReport(restorePlan(mode), TAKEN, TAKEN.plusSeconds(72), phases, List.of(new Proof("shop", 2, 50_007, 1, 31, 57, 0, List.of(differences)),
                new Proof("stock", 1, 1, 0, 1, 2, 1, List.of())), mode == RestorePlan.Mode.IN_PLACE ? List.of("shop_before_20261122T143207Z is kept until you drop it.") : List.of());
    }

    static DemoReport demoReport() {
        DemoStep.TableProof changed = new DemoStep.TableProof("dart_cloud", "function_invocations", 50_000, HASH, 50_000, OTHER_HASH);
        return new DemoReport(List.of(
                new DemoStep.Started("15.18 (Debian 15.18-0+deb12u1)", "127.0.0.1", 40_123, List.of(new DemoStep.TableRows("dart_cloud", "users", 200),
                        new DemoStep.TableRows("dart_cloud", "function_invocations", 50_000), new DemoStep.TableRows("functions_db", "function_data", 1_200)), 6_100),
                new DemoStep.BackedUp(set(Optional.empty()), 2_000),
                new DemoStep.Verified(good(VerificationResult.Depth.DEEP), 800),
                new DemoStep.Destroyed(List.of(new DemoStep.Loss("table dart_cloud.function_invocations", 50_000, "dropped", "gone"),
                        new DemoStep.Loss("database functions_db", 1_200, "deleted", "gone")), 150),
                new DemoStep.Restored(restoreReport(RestorePlan.Mode.IN_PLACE), 9_000),
                new DemoStep.Proven(List.of(new DemoStep.TableProof("dart_cloud", "users", 200, HASH, 200, HASH), new DemoStep.TableProof("dart_cloud", "function_invocations", 50_000, OTHER_HASH, 50_000, OTHER_HASH)), 11, 2_100),
                new DemoStep.Challenged("1 ms added to the duration of invocation 50000", List.of(changed), 2_050)), 24_000);
    }
}
