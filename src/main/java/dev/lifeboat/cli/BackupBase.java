package dev.lifeboat.cli;

import dev.lifeboat.app.App;
import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BaseBackupPlan;
import dev.lifeboat.engine.job.Outcome;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Repository;
import dev.lifeboat.engine.stack.Stack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lifeboat backup base}: copies the whole server of a stack into a new set. */
@Command(name = "base", sortOptions = false,
        description = "Copy the whole server of a stack, file by file, into a new set (pg_basebackup). It is consistent by itself and restores as one server of the same version.",
        footer = {"", "Example: lifeboat backup base --stack shop"})
final class BackupBase implements Callable<Integer> {

    @Option(names = "--stack", paramLabel = "STACK", description = "May be left out when there is only one.")
    Optional<String> stack = Optional.empty();

    @Option(names = "--label", paramLabel = "TEXT", description = "A word to find the set by.")
    Optional<String> label = Optional.empty();

    @Option(names = "--level", paramLabel = "N", description = "zstd level, 1 (fast) to 19 (small). Default: ${DEFAULT-VALUE}.", defaultValue = "3")
    int level;

    @Option(names = "--plan", description = "Only say what would be done.")
    boolean planOnly;

    @Option(names = "--init", description = "Make the repository when its folder is missing or empty.")
    boolean initialise;

    @Mixin RepositoryOption repository;

    @Mixin CommonOptions common;

    private final Session session;

    BackupBase(Session session) {
        this.session = session;
    }

    @Override public Integer call() {
        if (level < 1 || level > 19) {
            throw new Failure.BadInput("The level is " + level + "; it goes from 1 to 19.");
        }
        App app = session.app();
        Stack chosen = session.stack(stack);
        var options = new BaseBackupPlan.Options(label, level);
        if (planOnly) {
            print(app.baseBackup().plan(chosen, open(app), options));
            return ExitCode.DONE;
        }
        BackupSet set = session.run(new Task<>("Copy the server of " + chosen.name(), chosen.name(), command(chosen),
                (progress, cancellation) -> app.baseBackup().run(app.baseBackup().plan(chosen, open(app), options), progress, cancellation),
                this::outcome), common.json);
        if (common.json) {
            session.printJson(new SetText(session.words()).json(set));
        } else {
            session.print(new SetText(session.words()).made(set));
        }
        return set.manifest().warnings().isEmpty() ? ExitCode.DONE : ExitCode.DONE_WITH_WARNINGS;
    }

    private Outcome outcome(BackupSet made) {
        String sentence = made.id() + ", " + session.words().size(made.manifest().sizeBytes());
        List<String> warnings = made.manifest().warnings();
        return warnings.isEmpty() ? Outcome.done(sentence) : Outcome.warned(sentence + "; " + String.join(" ", warnings));
    }

    private Repository open(App app) {
        return initialise ? Repository.openOrCreate(repository.path(app)) : repository.open(app);
    }

    private void print(BaseBackupPlan plan) {
        if (common.json) {
            session.printJson(json(plan));
            return;
        }
        Words words = session.words();
        session.print("This would copy the whole server of the stack " + plan.stack().name() + " (" + Commands.word(plan.stack().environment())
                + ", " + StackText.server(plan.stack().server()) + "). Nothing has been written.\n\n"
                + "1. Have the server write a checkpoint at once, and hold its log until it has been copied.\n"
                + "2. Copy every file" + plan.sizeBytes().map(bytes -> ", " + words.size(bytes) + " on the server,").orElse("")
                + " and the log that makes the copy consistent.\n"
                + "3. Compare every file with the server's own checksums on the way; compress with zstd, level " + plan.zstdLevel() + ".\n"
                + "4. Write the manifest last; before that no set exists.\n\n");
        Table facts = new Table("  ", "", "").row("Repository", plan.repository().toString()).row("Free there", words.size(plan.freeBytes()));
        plan.label().ifPresent(text -> facts.row("Label", text));
        session.print(facts.row("Tools", "PostgreSQL " + plan.tools().version() + " in " + plan.tools().place()).toString());
        plan.warnings().forEach(warning -> session.printLine("  WARN  " + warning));
    }

    private static Map<String, Object> json(BaseBackupPlan plan) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stack", plan.stack().name());
        json.put("environment", Commands.word(plan.stack().environment()));
        json.put("repository", plan.repository().toString());
        json.put("sizeBytes", plan.sizeBytes().orElse(null));
        json.put("toolsFolder", plan.tools().place());
        json.put("toolsVersion", plan.tools().version());
        json.put("label", plan.label().orElse(null));
        json.put("zstdLevel", plan.zstdLevel());
        json.put("zstdWorkers", plan.zstdWorkers());
        json.put("freeBytes", plan.freeBytes());
        json.put("warnings", plan.warnings());
        return json;
    }

    private String command(Stack chosen) {
        return new CommandText("backup base").add("--stack").add(chosen.name()).option("--label", label.stream().toList())
                .option("--level", level == 3 ? List.of() : List.of(String.valueOf(level))) + repository.argument();
    }
}
