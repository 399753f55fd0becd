package dev.lifeboat.cli;

import dev.lifeboat.engine.repository.Retention;
import dev.lifeboat.engine.wal.LogPruning;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a retention does to the sets, in words. */
record RetentionText(Words words) {

    String of(List<Retention.Fate> fates, LogPruning.Going log) {
        if (fates.isEmpty()) {
            return "There is no backup set of this stack.\n";
        }
        Table table = new Table("", "SET", "TAKEN", ">SIZE", "FATE", "BECAUSE");
        fates.forEach(fate -> table.row(fate.set().id(), words.time(fate.set().manifest().startedAt()), words.size(fate.set().manifest().sizeBytes()),
                fate.kept() ? "stays" : "GOES", because(fate)));
        List<Retention.Fate> going = fates.stream().filter(fate -> !fate.kept()).toList();
        long bytes = going.stream().mapToLong(fate -> fate.set().manifest().sizeBytes()).sum();
        return table + (going.isEmpty() ? "Nothing goes.\n" : words.count(fates.size() - going.size(), "set") + " stay, "
                + words.count(going.size(), "set") + " with " + words.size(bytes) + " go.\n")
                + (log.segments() == 0 ? "" : "Of the log " + words.count(log.segments(), "segment") + " with " + words.size(log.bytes()) + ", which no base backup needs then, go too.\n");
    }

    private static String because(Retention.Fate fate) {
        return fate.kept() ? fate.reasons().stream().sorted(Comparator.naturalOrder()).map(RetentionText::words).collect(Collectors.joining(", "))
                : "a newer one has its place";
    }

    private static String words(Retention.Reason reason) {
        return switch (reason) {
            case DAILY -> "day";
            case WEEKLY -> "week";
            case MONTHLY -> "month";
            case YEARLY -> "year";
            case NEWEST -> "newest";
            case NEWEST_VERIFIED -> "newest that is verified";
            case PINNED -> "pinned";
            case YOUNG -> "too young to go";
            case NOTHING_VERIFIED -> "none of its kind is verified";
        };
    }
}
