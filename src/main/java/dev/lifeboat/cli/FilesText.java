package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.BackupSet;
import dev.lifeboat.engine.repository.DockerRecord.VolumeRecord;
import dev.lifeboat.engine.repository.files.FileEntry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a set's volumes, in words and as JSON. */
final class FilesText {

    private final Words words;

    FilesText(Words words) {
        this.words = words;
    }

    String of(VolumeRecord volume) {
        return "Volume " + volume.name() + ": " + words.count(volume.files(), "file") + ", " + words.size(volume.bytes()) + "\n";
    }

    String of(VolumeRecord volume, List<FileEntry> page, long offset) {
        if (page.isEmpty()) {
            return of(volume) + "  No file from " + offset + " on.\n";
        }
        Table table = new Table("  ", "MODE", "OWNER", ">SIZE", "TIME (UTC)", "PATH");
        page.forEach(file -> table.row(mode(file), file.uid() + ":" + file.gid(), file.type() == FileEntry.Type.FILE ? words.size(file.size()) : "",
                file.mtime().toString(), printable(file.path()) + file.target().map(target -> " -> " + printable(target)).orElse("")));
        long last = offset + page.size();
        return of(volume) + table + (last < volume.files() ? "  Files " + (offset + 1) + " to " + last + "; more: --offset " + last + "\n" : "");
    }

    private static String mode(FileEntry file) {
        char type = switch (file.type()) {
            case FILE, HARDLINK -> '-';
            case FOLDER -> 'd';
            case SYMLINK -> 'l';
            case FIFO -> 'p';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
        };
        return "%c%04o".formatted(type, file.mode());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    String made(List<Path> files) {
        StringBuilder text = new StringBuilder("Took " + words.count(files.size(), "file") + " out of the set.\n");
        files.forEach(file -> text.append("  ").append(printable(file.toString())).append("\n"));
        return text.toString();
    }

    static Map<String, Object> json(BackupSet set, VolumeRecord volume, List<FileEntry> page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", set.id());
        json.put("volume", volume.name());
        json.put("files", page);
        return json;
    }

    static Map<String, Object> json(List<Path> made) {
        return Map.of("made", made);
    }
}
