package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HelpTest {

    @TempDir Path home;

    /** Every command of the tree, each with its words. */
    private static List<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        collect(tree(), List.of(), all);
        return all;
    }

    private static CommandLine tree(String... arguments) {
        Session session = new Session(() -> { throw new AssertionError("help needs no program behind it"); },
                new Terminal(System.out, System.err, System.in, Optional.empty(), 80), Clock.systemUTC(), new Interruption());
        return Commands.tree(session, _ -> { }, arguments);
    }

    private static void collect(CommandLine command, List<String> words, List<List<String>> all) {
        all.add(words);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> deeper = new ArrayList<>(words);
            deeper.add(name);
            collect(sub, deeper, all);
        });
    }

    @Test
    void everyCommandExplainsItself() throws IOException {
        StringBuilder text = new StringBuilder();
        for (List<String> words : commands()) {
            List<String> arguments = new ArrayList<>(words);
            arguments.add("--help");
            CliCall.Result result = CliCall.in(home).run(arguments.toArray(String[]::new));
            assertThat(result.code()).isZero();
            assertThat(result.err()).isEmpty();
            text.append("$ lifeboat ").append(String.join(" ", arguments)).append("\n").append(result.out()).append("\n");
        }
        Golden.check("help.txt", text.toString());
    }

    @Test
    void aNamedCommandIsMadeWithoutTheOthers() {
        CommandLine named = tree("sets", "list", "--json");
        assertThat(named.getSubcommands()).containsOnlyKeys("sets");
        assertThat(named.getSubcommands().get("sets").getSubcommands()).containsOnlyKeys("list");
        assertThat(tree("sets", "--help").getSubcommands().get("sets").getSubcommands()).hasSizeGreaterThan(8);
        assertThat(tree("--version", "sets").getSubcommands()).hasSizeGreaterThan(12);
    }

    @Test
    void everyCommandIsFoundUnderItsOwnName() {
        for (List<String> words : commands()) {
            CommandLine command = tree(words.toArray(String[]::new));
            for (String word : words) {
                command = command.getSubcommands().get(word);
                assertThat(command.getCommand().getClass().getAnnotation(CommandLine.Command.class).name()).isEqualTo(word);
            }
        }
    }

    @Test
    void everyCommandThatDoesSomethingGivesAnExampleOfItself() {
        for (List<String> words : commands()) {
            List<String> arguments = new ArrayList<>(words);
            arguments.add("--help");
            String help = CliCall.in(home).run(arguments.toArray(String[]::new)).out();
            boolean group = help.contains("Commands:");
            assertThat(group || help.contains("Example: lifeboat " + String.join(" ", words))).as(String.join(" ", words)).isTrue();
        }
    }

    @Test
    void helpMakesNoFiles() {
        CliCall.in(home).run("--help");
        CliCall.in(home).run("--version");
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void versionNamesTheProgramAndItsJava() {
        CliCall.Result result = CliCall.in(home).run("--version");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Lifeboat ").contains("Java " + Runtime.version());
    }

    @Test
    void withoutADisplayItSaysSoAndPrintsTheHelp() {
        CliCall.Result result = CliCall.in(home).run();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).startsWith("lifeboat: There is no display here. The window needs one; these commands do not:").contains("Usage: lifeboat").contains("restore");
    }

    @Test
    void aloneItOpensTheWindow() {
        List<Boolean> opened = new ArrayList<>();
        assertThat(CliCall.in(home).run(opened::add).code()).isZero();
        assertThat(CliCall.in(home).run(opened::add, "window").code()).isZero();
        assertThat(CliCall.in(home).run(opened::add, "window", "--demo").code()).isZero();
        assertThat(opened).containsExactly(false, false, true);
    }
}
