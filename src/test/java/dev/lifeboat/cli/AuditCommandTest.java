package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditCommandTest {

    @TempDir Path home;
    private Path file;

    @BeforeEach
    void fiveEntries() {
        file = home.resolve("state/audit.jsonl");
        AuditLog log = new AuditLog(file);
        for (int i = 1; i <= 5; i++) {
            log.record("stack.add", "stack-" + i, "done", "The detail " + i);
        }
    }

    private CliCall.Result audit(String... options) {
        List<String> words = new ArrayList<>(List.of("audit"));
        words.addAll(List.of(options));
        return CliCall.in(home).run(words.toArray(String[]::new));
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    @Test
    void printsTheNewestAndNothingElse() {
        CliCall.Result result = audit("--last", "2");
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("stack-4", "stack-5", "The detail 5").doesNotContain("stack-3");
        assertThat(result.out().indexOf("stack-4")).isLessThan(result.out().indexOf("stack-5"));
    }

    @Test
    void aWholeChainIsSaidToBeWhole() throws IOException {
        CliCall.Result result = audit("--verify");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("The audit log is whole: 5 entries");
        assertThat(result.out()).contains(JsonMapper.shared().readTree(Files.readAllLines(file).getLast()).get("hash").asString());
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(2, lines.get(2).replace("The detail 3", "Nothing at all"));
        rewrite(lines);
        CliCall.Result result = audit("--verify");
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.err()).contains("Entry 3 was changed: it does not agree with its hash.");
    }

    @Test
    void aLineCutOutIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        rewrite(lines);
        CliCall.Result result = audit("--verify");
        assertThat(result.code()).isEqualTo(14);
        assertThat(result.err()).contains("Entry 2 is not there: entry 3 stands in its place.");
    }

    @Test
    void aCutAtTheEndIsNamed() throws IOException {
        rewrite(Files.readAllLines(file).subList(0, 3));
        CliCall.Result result = audit("--verify", "--json");
        assertThat(result.code()).isEqualTo(14);
        JsonNode json = JsonMapper.shared().readTree(result.out());
        assertThat(json.get("whole").asBoolean()).isFalse();
        assertThat(json.get("broken").get("number").asInt()).isEqualTo(4);
        assertThat(json.get("broken").get("why").asString()).isEqualTo("Entry 4 is not there: the end was cut off. 5 entries were written, 3 are there.");
        assertThat(audit("--verify").err()).contains("the end was cut off. 5 entries were written, 3 are there.");
    }

    @Test
    void withoutALogThereIsNothingToPrintAndNothingBroken() throws IOException {
        Files.delete(file);
        Files.delete(file.resolveSibling("audit.jsonl.head"));
        assertThat(audit().out()).isEqualTo("The audit log is empty.\n");
        assertThat(audit("--verify").code()).isZero();
    }
}
