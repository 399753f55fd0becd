package dev.lifeboat.engine.wal;

import dev.lifeboat.engine.postgres.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a timeline comes from, as its {@code .history} file says.
 *
 * @param switches oldest first; where each ancestor was left
 */
record TimelineHistory(int timeline, List<Switch> switches) {

    /** @param at the first byte that is not of that timeline any more */
    record Switch(int timeline, Lsn at) {}

    static TimelineHistory parse(int timeline, String text) {
        List<Switch> switches = new ArrayList<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).forEach(line -> {
            String[] parts = line.split("\\s+");
            switches.add(new Switch(Integer.parseInt(parts[0]), Lsn.of(parts[1])));
        });
        return new TimelineHistory(timeline, List.copyOf(switches));
    }

    /** Where an ancestor was left; empty when it is none. */
    Optional<Lsn> left(int ancestor) {
        return switches.stream().filter(change -> change.timeline() == ancestor).map(Switch::at).findFirst();
    }

    static String fileName(int timeline) {
        return "%08X.history".formatted(timeline);
    }
}
