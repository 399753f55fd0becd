package dev.lifeboat.cli;

import dev.lifeboat.engine.postgres.dump.DumpContents.TableContents;
import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord;
import dev.lifeboat.engine.repository.Manifest;
import dev.lifeboat.engine.repository.VerificationResult;
import java.util.ArrayList;
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
        StringBuilder text = new StringBuilder("Backup set " + set.id() + "\n");
        text.append("  ").append(held(manifest)).append("; ").append(words.size(manifest.sizeBytes())).append(" stored, ")
                .append(words.size(manifest.rawBytes())).append(" before compression; took ").append(words.duration(manifest.durationMillis())).append("\n");
        text.append("  In ").append(set.folder()).append("\n");
        manifest.warnings().forEach(warning -> text.append("  WARN  ").append(warning).append("\n"));
        return text.toString();
    }

    private String copied(Manifest.BaseRecord base) {
        return "The whole server, " + words.count(base.files(), "file") + ", consistent from " + base.stop();
    }

    private String held(Manifest manifest) {
        List<String> held = new ArrayList<>();
        manifest.base().ifPresent(base -> held.add(copied(base)));
        if (manifest.kind().holdsDatabases()) {
            long tables = manifest.databases().stream().mapToLong(database -> database.tables().size()).sum();
            long rows = manifest.databases().stream().mapToLong(Manifest.DatabaseRecord::rows).sum();
            held.add(words.count(manifest.databases().size(), "database") + ", " + words.count(tables, "table") + ", " + words.count(rows, "row"));
        }
        if (!manifest.volumes().isEmpty()) {
            long files = manifest.volumes().stream().mapToLong(DockerRecord.VolumeRecord::files).sum();
            held.add(words.count(manifest.volumes().size(), "volume") + ", " + words.count(files, "file"));
        }
        return String.join("; ", held);
    }

    /** Everything that is known of a set. */
    String of(BackupSet set) {
        Manifest manifest = set.manifest();
        Table facts = new Table("  ", "", "")
                .row("Stack", manifest.stack() + " (" + Commands.word(manifest.environment()) + ")")
                .row("State", state(set))
                .row("Taken", words.time(manifest.startedAt()) + ", in " + words.duration(manifest.durationMillis()))
                .row("Server", manifest.server().inWords());
        manifest.base().ifPresent(base -> facts.row("Holds", copied(base) + " on timeline " + base.timeline())
                .row("Recovers to", "no earlier than " + words.time(base.stoppedAt())));
        manifest.docker().flatMap(DockerRecord::capture).ifPresent(capture -> facts.row("Captured", capture(capture)));
        manifest.label().ifPresent(label -> facts.row("Label", label));
        manifest.encryption().ifPresent(encryption -> facts.row("Encrypted", encrypted(encryption)));
        set.pin().ifPresent(pin -> facts.row("Pinned", words.ago(pin.at()) + (pin.note().isEmpty() ? "" : ": " + pin.note())));
        facts.row("Size", words.size(manifest.sizeBytes()) + " stored, " + words.size(manifest.rawBytes()) + " before compression")
                .row("Folder", set.folder().toString());
        StringBuilder text = new StringBuilder(set.id() + "\n" + facts);
        manifest.warnings().forEach(warning -> text.append("  WARN  ").append(warning).append("\n"));
        set.verified().ifPresent(result -> result.problems().forEach(problem -> text.append("  FAIL  ").append(problem).append("\n")));
        manifest.databases().forEach(database -> text.append(database(database)));
        manifest.volumes().forEach(volume -> text.append("\nVolume ").append(volume.name()).append(": ").append(words.count(volume.files(), "file")).append(", ")
                .append(words.size(volume.bytes())).append(", copied by ").append(volume.tar()).append("\n"));
        manifest.docker().ifPresent(docker -> docker.stack().ifPresent(stack -> text.append(StackRecordText.of(docker.engine(), stack))));
        text.append("\nFiles\n");
        Table files = new Table("  ", "FILE", ">SIZE", "SHA-256");
        manifest.members().forEach(member -> files.row(member.path(), words.size(member.sizeBytes()), member.sha256()));
        return text.append(files).toString();
    }

    private String capture(DockerRecord.Capture capture) {
        String held = capture.services().isEmpty() ? "no service writes" : (capture.mode().equals("stop") ? "stopped " : "paused ") + String.join(", ", capture.services())
                + " for " + words.duration(capture.pausedMillis());
        return words.time(capture.snapshotAt()) + " at " + capture.lsn() + "; " + held;
    }

    private static String encrypted(Manifest.Encrypted encryption) {
        return encryption.passphrase() ? "with a passphrase" : "to " + String.join(", ", encryption.recipients());
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
        return switch (result.depth()) {
            case QUICK -> "verified";
            case DEEP -> "verified in depth";
            case PROVEN -> "proven by a restore";
        };
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
        json.put("volumes", manifest.volumes().stream().map(DockerRecord.VolumeRecord::name).toList());
        json.put("warnings", manifest.warnings());
        manifest.encryption().ifPresent(encryption -> json.put("encrypted", encrypted(encryption)));
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
