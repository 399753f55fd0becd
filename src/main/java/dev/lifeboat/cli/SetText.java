package dev.lifeboat.cli;

import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A backup set in words and as JSON. */
final class SetText {

    private final Words words;

    SetText(Words words) {
        this.words = words;
    }

    /** What a backup that is done says. */
    String made(BackupSet set) {
        Manifest manifest = set.manifest();
        long tables = manifest.databases().stream().mapToLong(database -> database.tables().size()).sum();
        long rows = manifest.databases().stream().mapToLong(Manifest.DatabaseRecord::rows).sum();
        StringBuilder text = new StringBuilder("Backup set " + set.id() + "\n");
        text.append("  ").append(manifest.base().map(this::copied).orElseGet(() -> words.count(manifest.databases().size(), "database") + ", " + words.count(tables, "table") + ", "
                + words.count(rows, "row"))).append("; ").append(words.size(manifest.sizeBytes())).append(" stored, ")
                .append(words.size(manifest.rawBytes())).append(" before compression; took ").append(words.duration(manifest.durationMillis())).append("\n");
        text.append("  In ").append(set.folder()).append("\n");
        manifest.warnings().forEach(warning -> text.append("  WARN  ").append(warning).append("\n"));
        return text.toString();
    }

    private String copied(Manifest.BaseRecord base) {
        return "The whole server, " + words.count(base.files(), "file") + ", consistent from " + base.stop();
    }

    /** Everything that is known of a set. */
    String of(BackupSet set) {
        Manifest manifest = set.manifest();
        Table facts = new Table("  ", "", "")
                .row("Stack", manifest.stack() + " (" + Commands.word(manifest.environment()) + ")")
                .row("State", state(set))
                .row("Taken", words.time(manifest.startedAt()) + ", in " + words.duration(manifest.durationMillis()))
                .row("Server", "PostgreSQL " + manifest.server().version() + " at " + manifest.server().host() + ":" + manifest.server().port());
        manifest.base().ifPresent(base -> facts.row("Holds", copied(base) + " on timeline " + base.timeline())
                .row("Recovers to", "no earlier than " + words.time(base.stoppedAt())));
        manifest.label().ifPresent(label -> facts.row("Label", label));
        set.pin().ifPresent(pin -> facts.row("Pinned", words.ago(pin.at()) + (pin.note().isEmpty() ? "" : ": " + pin.note())));
        facts.row("Size", words.size(manifest.sizeBytes()) + " stored, " + words.size(manifest.rawBytes()) + " before compression")
                .row("Folder", set.folder().toString());
        StringBuilder text = new StringBuilder(set.id() + "\n" + facts);
        manifest.warnings().forEach(warning -> text.append("  WARN  ").append(warning).append("\n"));
        set.verified().ifPresent(result -> result.problems().forEach(problem -> text.append("  FAIL  ").append(problem).append("\n")));
        manifest.databases().forEach(database -> text.append(database(database)));
        text.append("\nFiles\n");
        Table files = new Table("  ", "FILE", ">SIZE", "SHA-256");
        manifest.members().forEach(member -> files.row(member.path(), words.size(member.sizeBytes()), member.sha256()));
        return text.append(files).toString();
    }

    private String database(Manifest.DatabaseRecord database) {
        StringBuilder text = new StringBuilder("\nDatabase " + database.facts().name() + ": " + words.count(database.tables().size(), "table") + ", "
                + words.count(database.rows(), "row") + ", " + words.size(database.facts().sizeBytes()) + " on the server\n");
        if (!database.tables().isEmpty()) {
            Table tables = new Table("  ", "TABLE", ">ROWS", "CONTENT HASH");
            for (TableContents table : database.tables()) {
                tables.row(table.schema() + "." + table.name(), words.count(table.rows()), table.hash());
            }
            text.append(tables);
        }
        return text.toString();
    }

    /** {@code complete, not verified}, {@code complete, verified in depth 2 h ago}, {@code DAMAGED}. */
    String state(BackupSet set) {
        String made = set.manifest().warnings().isEmpty() ? "complete" : "with warnings";
        return set.verified().map(result -> result.ok() ? made + ", " + verified(result) + " " + words.ago(result.at())
                : "DAMAGED, found " + words.ago(result.at())).orElse(made + ", not verified");
    }

    private static String verified(VerificationResult result) {
        return result.depth() == VerificationResult.Depth.DEEP ? "verified in depth" : "verified";
    }

    /** The set in short; the whole of it is its manifest. */
    Map<String, Object> json(BackupSet set) {
        Manifest manifest = set.manifest();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", set.id());
        json.put("folder", set.folder().toString());
        json.put("stack", manifest.stack());
        json.put("kind", Commands.word(manifest.kind()));
        json.put("label", manifest.label().orElse(null));
        json.put("startedAt", manifest.startedAt());
        json.put("durationMillis", manifest.durationMillis());
        json.put("sizeBytes", manifest.sizeBytes());
        json.put("rawBytes", manifest.rawBytes());
        json.put("databases", manifest.databases().stream().map(database -> database.facts().name()).toList());
        json.put("warnings", manifest.warnings());
        set.pin().ifPresent(pin -> json.put("pinned", pin.note()));
        json.put("verified", set.verified().map(SetText::json).orElse(null));
        return json;
    }

    static Map<String, Object> json(VerificationResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ok", result.ok());
        json.put("depth", Commands.word(result.depth()));
        json.put("at", result.at());
        json.put("durationMillis", result.durationMillis());
        json.put("problems", List.copyOf(result.problems()));
        return json;
    }
}
