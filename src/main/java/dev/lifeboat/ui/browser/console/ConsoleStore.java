package dev.lifeboat.ui.browser.console;

import dev.lifeboat.engine.AtomicFile;
import dev.lifeboat.engine.Json;
import dev.lifeboat.engine.JsonLines;
import dev.lifeboat.engine.console.SqlSecrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The consoles of each stack on the disk, readable by their owner only: the tabs with their text in
 * {@code <stack>.json}, replaced as a whole, and the history in {@code <stack>.history.jsonl}. Passwords in the text are
 * left out; a statement that holds one does not come into the history. Thread-safe; every method blocks.
 */
public final class ConsoleStore {
    private static final int KEPT = 2_000;

    private final Path folder;
    private final Map<String, Long> written = new HashMap<>();

    public ConsoleStore(Path folder) {
        this.folder = folder;
    }

    /** One tab. */
    record SavedTab(String name, String database, String text, int caret) {}

    /** The tabs in their order. @param chosen which of them is in front, counted from 0; -1 for none */
    record SavedTabs(List<SavedTab> tabs, int chosen) {
        static final SavedTabs NONE = new SavedTabs(List.of(), -1);

        SavedTabs {
            tabs = List.copyOf(tabs);
        }
    }

    /** Something that was run. @param outcome one sentence, such as "3 rows" or the server's refusal */
    record HistoryEntry(Instant at, String database, String sql, long durationMillis, boolean failed, String outcome) {}

    /** @throws dev.lifeboat.engine.Failure.BadInput when the file is damaged */
    SavedTabs tabs(String stack) {
        Path file = tabsFile(stack);
        try {
            return Files.exists(file) ? Json.read(Files.readAllBytes(file), SavedTabs.class, file) : SavedTabs.NONE;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /** @param number grows with each call: what comes late does not replace what is newer */
    synchronized void save(String stack, SavedTabs tabs, long number) {
        if (number < written.getOrDefault(stack, 0L)) return;
        written.put(stack, number);
        var kept = tabs.tabs().stream().map(tab -> new SavedTab(tab.name(), tab.database(), SqlSecrets.without(tab.text()), tab.caret())).toList();
        AtomicFile.writePrivate(tabsFile(stack), Json.readable(new SavedTabs(kept, tabs.chosen())));
    }

    /** What was run, the latest first. */
    List<HistoryEntry> history(String stack) {
        Path file = historyFile(stack);
        try {
            return new JsonLines(file).lines().stream().map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8), HistoryEntry.class, file)).toList().reversed();
        } catch (IOException e) {
            throw AtomicFile.failed("Could not read " + file, e);
        }
    }

    /** Adds what was run, unless it holds a password. @return whether it was added */
    synchronized boolean remember(String stack, HistoryEntry entry) {
        if (SqlSecrets.in(entry.sql())) return false;
        var lines = new JsonLines(historyFile(stack));
        try {
            if (!Files.exists(lines.file())) AtomicFile.writePrivate(lines.file(), new byte[0]);
            try (var _ = lines.guard()) {
                lines.append(Json.line(entry));
                var all = lines.lines();
                if (all.size() > 2 * KEPT) {
                    var latest = all.subList(all.size() - KEPT, all.size()).stream().collect(Collectors.joining("\n", "", "\n"));
                    AtomicFile.writePrivate(lines.file(), latest.getBytes(StandardCharsets.UTF_8));
                }
            }
            return true;
        } catch (IOException e) {
            throw AtomicFile.failed("Could not write " + lines.file(), e);
        }
    }

    private Path tabsFile(String stack) {
        return folder.resolve(stack + ".json");
    }

    private Path historyFile(String stack) {
        return folder.resolve(stack + ".history.jsonl");
    }
}
