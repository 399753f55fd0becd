package dev.lifeboat.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    @TempDir Path folder;
    private Path file;
    private AuditLog log;

    @BeforeEach void fiveEntries() {
        file = folder.resolve("audit.jsonl");
        log = new AuditLog(file);
        for (int i = 1; i <= 5; i++) {
            log.record("backup.database", "stack-" + i, "done", "Set " + i + " with \"quotes\" and ünïcödé.");
        }
    }

    private void rewrite(List<String> lines) throws Exception {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    private List<String> lines() throws Exception {
        return new ArrayList<>(Files.readAllLines(file));
    }

    @Test void entriesComeNewestFirstAndTheChainHolds() {
        assertThat(log.entries()).extracting(AuditEntry::number).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(log.entries().getFirst().target()).isEqualTo("stack-5");
        assertThat(log.firstBroken()).isEmpty();
        assertThat(new AuditLog(folder.resolve("none.jsonl")).firstBroken()).isEmpty();
    }

    @Test void theCanonicalFormIsTheDocumentedOne() {
        AuditEntry entry = AuditEntry.chained(1, Instant.parse("2026-11-23T10:00:00Z"), "u", "h", "stack.add", "ü", "done", "", AuditEntry.NO_PREVIOUS);
        // printf '1:1,20:2026-11-23T10:00:00Z,1:u,1:h,9:stack.add,2:ü,4:done,0:,64:%064d,' 0 | sha256sum
        assertThat(entry.hash()).isEqualTo("ffc8f1e697e6e9711060f197b6673eba7ca11fe9187aa564775af13106d93e26");
    }

    @Test void findsAnEdit() throws Exception {
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("stack-3", "stack-X"));
        rewrite(lines);
        assertThat(log.firstBroken()).contains(3L);
    }

    @Test void findsAnEditWhoseHashWasMadeAnew() throws Exception {
        List<String> lines = lines();
        AuditEntry third = log.entries().get(2);
        AuditEntry forged = AuditEntry.chained(3, third.time(), third.user(), third.host(), third.operation(), "other", "done", "", third.previous());
        lines.set(2, dev.lifeboat.engine.Json.line(forged));
        rewrite(lines);
        assertThat(log.firstBroken()).contains(4L);
    }

    @Test void findsARemoval() throws Exception {
        List<String> lines = lines();
        lines.remove(1);
        rewrite(lines);
        assertThat(log.firstBroken()).contains(2L);
    }

    @Test void findsAnInsertion() throws Exception {
        List<String> lines = lines();
        lines.add(3, lines.get(1));
        rewrite(lines);
        assertThat(log.firstBroken()).contains(4L);
    }

    @Test void findsALineThatIsNoEntry() throws Exception {
        List<String> lines = lines();
        lines.set(0, "# nothing to see here");
        rewrite(lines);
        assertThat(log.firstBroken()).contains(1L);
        assertThat(log.entries()).hasSize(4);
    }

    @Test void findsThatTheEndWasCutOffEvenAfterMoreWasWritten() throws Exception {
        rewrite(lines().subList(0, 3));
        assertThat(log.firstBroken()).contains(4L);
        log.record("backup.database", "shop", "done", "");
        assertThat(log.firstBroken()).contains(4L);
        assertThat(log.entries().getFirst().number()).isEqualTo(6);
    }

    @Test void findsThatTheNewestEntryWasReplaced() throws Exception {
        List<String> lines = lines();
        AuditEntry last = log.entries().getFirst();
        lines.set(4, dev.lifeboat.engine.Json.line(AuditEntry.chained(5, last.time(), "x", "x", "x", "x", "done", "", last.previous())));
        rewrite(lines);
        assertThat(log.firstBroken()).contains(5L);
    }

    @Test void findsThatTheHeadIsGone() throws Exception {
        Files.delete(folder.resolve("audit.jsonl.head"));
        assertThat(log.firstBroken()).isPresent();
    }

    @Test void aCrashBetweenEntryAndHeadIsNoTampering() throws Exception {
        Path head = folder.resolve("audit.jsonl.head");
        byte[] before = Files.readAllBytes(head);
        log.record("backup.database", "shop", "done", "");
        Files.write(head, before);
        assertThat(log.firstBroken()).isEmpty();
        log.record("backup.database", "shop", "done", "");
        assertThat(log.firstBroken()).isEmpty();
        assertThat(log.entries()).hasSize(7);
    }

    @Test void aTornLastLineWasNeverConfirmed() throws Exception {
        Files.writeString(file, "{\"number\":6,\"ti", StandardOpenOption.APPEND);
        assertThat(log.firstBroken()).isEmpty();
        log.record("backup.database", "shop", "done", "");
        assertThat(log.firstBroken()).isEmpty();
        assertThat(log.entries()).hasSize(6);
    }

    @Test void severalWritersKeepOneChain() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.submit(() -> new AuditLog(file).record("x", "y", "done", ""));
            }
        }
        assertThat(log.entries()).hasSize(25);
        assertThat(log.firstBroken()).isEmpty();
    }
}
