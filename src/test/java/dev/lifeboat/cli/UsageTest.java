package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class UsageTest {

    @TempDir Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "bakup database|Did not expect 'bakup' 'database'.",
        "stack|needs one of: discover, add, list, show, test, remove.",
        "stack add|Missing required parameter: 'NAME'",
        "stack add shop|Say where the server is.",
        "stack add shop --url mysql://h|begins with postgresql://",
        "stack add shop --url postgresql://h --host h|either --url or --host",
        "stack add shop --host h --port many|'many' is not a whole number",
        "stack add shop --host h --tls sometimes|none of disable, prefer, require, verify-ca, verify-full",
        "stack add shop --host h --environment moon|none of development, staging, production",
        "backup database --level high|'high' is not a whole number",
        "backup database --level 99|it goes from 1 to 19",
        "restore database|Missing required parameter: 'SET'",
        "restore database latest --aside --in-place|mutually exclusive",
        "sets show one two|Did not expect 'two'."})
    void wrongUsageIsExplainedAndEndsWith2(String line, String message) {
        CliCall.Result result = CliCall.in(home).run(line.split(" "));
        assertThat(result.err()).contains(message);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(home.resolve("config/stacks")).doesNotExist();
    }

    @Test
    void aMistypedCommandIsGuessed() {
        assertThat(CliCall.in(home).run("destinaton", "list").err()).contains("Did you mean: ").contains("destination").contains("See: lifeboat --help");
    }

    @Test
    void withJsonAnErrorIsOneDocumentOnStdout() {
        CliCall.Result result = CliCall.in(home).run("stack", "add", "shop", "--host", "h", "--port", "many", "--json");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEmpty();
        JsonNode error = JsonMapper.shared().readTree(result.out()).get("error");
        assertThat(error.get("code").asString()).isEqualTo("usage");
        assertThat(error.get("message").asString()).contains("'many' is not a whole number");
        assertThat(error.get("hints").get(0).asString()).isEqualTo("See: lifeboat stack add --help");
    }

    @Test
    void aFailureKeepsItsCodeHintsAndExitCode() {
        CliCall.Result text = CliCall.in(home).run(_ -> { throw new Failure.RepositoryLocked("Somebody works there.", "Wait."); }, "window");
        assertThat(text.code()).isEqualTo(11);
        assertThat(text.err().lines()).containsExactly("lifeboat: Somebody works there.", "  Wait.");
    }

    @Test
    void theEndOfAToolsOutputIsShown() {
        CliCall.Result text = CliCall.in(home).run(_ -> { throw new Failure.ToolFailed("pg_dump ended with exit code 1.", "pg_dump: error: no\nreally", null, "Look."); }, "window");
        assertThat(text.code()).isEqualTo(1);
        assertThat(text.err().lines()).containsExactly("lifeboat: pg_dump ended with exit code 1.", "  | pg_dump: error: no", "  | really", "  Look.");
    }

    @Test
    void whatIsNoFailureIsCalledADefect() {
        CliCall.Result result = CliCall.in(home).run(_ -> { throw new IllegalStateException("oops"); }, "window");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("This is a defect of Lifeboat: java.lang.IllegalStateException: oops");
    }

    @Test
    void whatFailsAfterAnInterruptionIsCalledCancelled() {
        Interruption interruption = new Interruption();
        CliCall.Result result = CliCall.in(home).run(interruption, _ -> {
            interruption.interrupt();
            throw new Failure.ToolFailed("pg_dump was killed.", "", null);
        }, "window");
        assertThat(result.code()).isEqualTo(130);
        assertThat(result.err()).isEqualTo("lifeboat: Cancelled." + System.lineSeparator());
    }
}
