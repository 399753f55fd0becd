package dev.lifeboat.cli;

import dev.lifeboat.app.demo.DemoReport;
import dev.lifeboat.app.demo.DemoStack;
import dev.lifeboat.app.demo.DemoStep;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.restore.RestorePlan;
import dev.lifeboat.engine.restore.RestoreReport;
import dev.lifeboat.engine.stack.ServerAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The demo in words, step by step, and as JSON. */
final class DemoText {

    static final String INTRODUCTION = """
            Lifeboat demo: a PostgreSQL server of its own, sample data, a backup, a disaster, and the way back.
            Nothing else on this computer is touched.

            """;
    private static final String INDENT = "      ";
    private static final int WIDTH = 92;

    private final Words words;
    private int number;

    DemoText(Words words) {
        this.words = words;
    }

    String step(DemoStep step) {
        number++;
        return switch (step) {
            case DemoStep.Started started -> started(started);
            case DemoStep.BackedUp backedUp -> backedUp(backedUp);
            case DemoStep.Verified verified -> heading("Verified", "every file, every row and every hash is as the manifest says", verified.millis());
            case DemoStep.Destroyed destroyed -> destroyed(destroyed);
            case DemoStep.Restored restored -> restored(restored);
            case DemoStep.Proven proven -> proven(proven);
            case DemoStep.Challenged challenged -> challenged(challenged);
        } + "\n";
    }

    private String heading(String done, String what, long millis) {
        String line = String.format("%2d  %-12s%s", number, done, what);
        String time = words.duration(millis);
        return line + " ".repeat(Math.max(2, WIDTH - line.length() - time.length())) + time + "\n";
    }

    private String started(DemoStep.Started step) {
        Table table = new Table(INDENT, "DATABASE", "TABLE", ">ROWS");
        step.tables().forEach(rows -> table.row(rows.database(), rows.table(), words.count(rows.rows())));
        return heading("Started", "PostgreSQL " + version(step.serverVersion()) + " on " + step.host() + ":" + step.port() + ", " + words.count(step.tables().size(), "table")
                + ", " + words.count(step.tables().stream().mapToLong(DemoStep.TableRows::rows).sum(), "row"), step.millis()) + table;
    }

    private String backedUp(DemoStep.BackedUp step) {
        Manifest manifest = step.set().manifest();
        return heading("Backed up", step.set().id() + ", " + words.size(manifest.sizeBytes()), step.millis())
                + INDENT + words.count(manifest.databases().size(), "database") + ", roles and settings; "
                + words.size(manifest.rawBytes()) + " before compression; each row hashed on the way\n";
    }

    private String destroyed(DemoStep.Destroyed step) {
        Table table = new Table(INDENT, "", ">", "", "");
        step.losses().forEach(loss -> table.row(loss.what(), words.count(loss.rows(), "row"), loss.done(), "now: " + loss.found()));
        return heading("Destroyed", words.count(step.losses().stream().mapToLong(DemoStep.Loss::rows).sum(), "row") + " are gone", step.millis()) + table;
    }

    private String restored(DemoStep.Restored step) {
        RestoreReport report = step.report();
        Table table = new Table(INDENT, "", ">");
        report.phaseMillis().forEach((phase, millis) -> table.row(phase, words.duration(millis)));
        StringBuilder text = new StringBuilder(heading("Restored", "beside the damaged databases, proven there, then swapped in", step.millis())).append(table);
        keptDatabases(report).forEach((name, kept) -> text.append(INDENT).append("The damaged ").append(name).append(" is kept as ").append(kept).append("\n"));
        return text.toString();
    }

    private String proven(DemoStep.Proven step) {
        Table table = new Table(INDENT, "TABLE", ">ROWS THEN", ">ROWS NOW", "HASH THEN", "HASH NOW", "");
        step.tables().forEach(proof -> table.row(proof.database() + "." + proof.table(), words.count(proof.rowsThen()), words.count(proof.rowsNow()),
                shortened(proof.hashThen()), shortened(proof.hashNow()), proof.equal() ? "equal" : "DIFFERENT"));
        return heading("Proven", words.count(step.tables().size(), "table") + " read again from the live databases: all equal", step.millis())
                + table + INDENT + words.count(step.sequences(), "sequence") + ", every constraint, index and other definition: equal\n";
    }

    private String challenged(DemoStep.Challenged step) {
        StringBuilder text = new StringBuilder(heading("Challenged", "a single value changed on purpose, to see that the proof can fail", step.millis()));
        text.append(INDENT).append(step.change()).append("\n");
        step.noticed().forEach(proof -> text.append(INDENT).append("noticed: ").append(proof.database()).append(".").append(proof.table()).append(", hash ")
                .append(shortened(proof.hashThen())).append(" became ").append(shortened(proof.hashNow())).append("; then changed back\n"));
        return text.toString();
    }

    String end(DemoReport report) {
        long lost = report.step(DemoStep.Destroyed.class).stream().flatMap(step -> step.losses().stream()).mapToLong(DemoStep.Loss::rows).sum();
        return "Done in " + words.duration(report.totalMillis()) + ". All " + words.count(lost) + " lost rows are back, and proven equal to the backup.\n";
    }

    /** Where a demo that was kept is, for people. */
    static String keptWords(DemoStack demo) {
        ServerAddress address = demo.address();
        return "\nThe demo stays: PostgreSQL on " + StackText.server(address) + ", user " + address.user() + ".\n"
                + "  Password file   " + passwordFile(demo) + "\n"
                + "  Connect         " + psql(demo) + "\n"
                + "  With Lifeboat   LIFEBOAT_HOME=" + demo.home() + " lifeboat sets list\n"
                + "  Stop, delete    " + demo.stopCommand() + "\n";
    }

    static Map<String, Object> kept(DemoStack demo) {
        ServerAddress address = demo.address();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("host", address.host());
        json.put("port", address.port());
        json.put("user", address.user());
        json.put("databases", demo.stack().databases());
        json.put("passwordFile", passwordFile(demo).toString());
        json.put("connect", psql(demo));
        json.put("home", demo.home().toString());
        json.put("stop", demo.stopCommand());
        return json;
    }

    private static Path passwordFile(DemoStack demo) {
        return demo.home().resolve("config").resolve("pgpass");
    }

    private static String psql(DemoStack demo) {
        ServerAddress address = demo.address();
        String program = demo.stack().tools().map(folder -> folder.resolve("psql").toString()).orElse("psql");
        return "PGPASSFILE=" + passwordFile(demo) + " " + program + " -h " + address.host() + " -p " + address.port() + " -U " + address.user() + " " + DemoStack.MAIN;
    }

    static Map<String, Object> json(DemoReport report, Map<String, Object> keptOrNull) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("totalMillis", report.totalMillis());
        json.put("steps", report.steps().stream().map(DemoText::json).toList());
        json.put("kept", keptOrNull);
        return json;
    }

    private static Map<String, Object> json(DemoStep step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
        json.put("millis", step.millis());
        switch (step) {
            case DemoStep.Started started -> {
                json.put("server", started.serverVersion());
                json.put("tables", started.tables());
            }
            case DemoStep.BackedUp backedUp -> {
                json.put("set", backedUp.set().id());
                json.put("sizeBytes", backedUp.set().manifest().sizeBytes());
                json.put("rawBytes", backedUp.set().manifest().rawBytes());
            }
            case DemoStep.Verified verified -> json.put("result", SetText.json(verified.result()));
            case DemoStep.Destroyed destroyed -> json.put("losses", destroyed.losses());
            case DemoStep.Restored restored -> json.put("report", RestoreText.json(restored.report()));
            case DemoStep.Proven proven -> {
                json.put("tables", proven.tables());
                json.put("sequences", proven.sequences());
            }
            case DemoStep.Challenged challenged -> {
                json.put("change", challenged.change());
                json.put("noticed", challenged.noticed());
            }
        }
        return json;
    }

    private static Map<String, String> keptDatabases(RestoreReport report) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (RestorePlan.Target target : report.plan().targets()) {
            Optional<String> name = target.keptName();
            name.ifPresent(found -> kept.put(target.database(), found));
        }
        return kept;
    }

    private static String version(String full) {
        return full.split(" ")[0];
    }

    private static String shortened(String hash) {
        return hash.length() > 12 ? hash.substring(0, 12) : hash;
    }
}
