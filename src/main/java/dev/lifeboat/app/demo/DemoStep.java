package dev.lifeboat.app.demo;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.VerificationResult;
import dev.lifeboat.engine.restore.RestoreReport;
import java.util.List;

/** A step of the demo that is done, and what came of it; each carries its time in milliseconds. Immutable. */
public sealed interface DemoStep {

    long millis();

    /** Rows of one table. */
    record TableRows(String database, String table, long rows) {}

    /** The server runs and its databases are filled. */
    record Started(String serverVersion, String host, int port, List<TableRows> tables, long millis) implements DemoStep {
        public Started {
            tables = List.copyOf(tables);
        }
    }

    /** Both databases and the globals are in a backup set. */
    record BackedUp(BackupSet set, long millis) implements DemoStep {}

    /** The set was read to its end and compared with its manifest. */
    record Verified(VerificationResult result, long millis) implements DemoStep {}

    /** Data was destroyed, and looked for afterwards. */
    record Destroyed(List<Loss> losses, long millis) implements DemoStep {
        public Destroyed {
            losses = List.copyOf(losses);
        }
    }

    /**
     * One thing that was destroyed.
     *
     * @param what  {@code table dart_cloud.function_invocations}
     * @param rows  it had before
     * @param done  {@code dropped}, {@code emptied}, {@code deleted}
     * @param found what the server said afterwards
     */
    record Loss(String what, long rows, String done, String found) {}

    /** The set was restored beside the damaged databases, proven there, and swapped in. */
    record Restored(RestoreReport report, long millis) implements DemoStep {}

    /** The live databases were read again, after the swap, and compared with the set. */
    record Proven(List<TableProof> tables, long sequences, long millis) implements DemoStep {
        public Proven {
            tables = List.copyOf(tables);
        }
    }

    /** One table, as the set recorded it and as it is now; both hashes are over every row. */
    record TableProof(String database, String table, long rowsThen, String hashThen, long rowsNow, String hashNow) {
        public boolean equal() {
            return rowsThen == rowsNow && hashThen.equals(hashNow);
        }
    }

    /**
     * One value in one row was changed on purpose, to see that the comparison can fail; then it was changed back.
     *
     * @param noticed the tables in which the comparison found a difference
     */
    record Challenged(String change, List<TableProof> noticed, long millis) implements DemoStep {
        public Challenged {
            noticed = List.copyOf(noticed);
        }
    }
}
