package dev.lifeboat.ui.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.replication.Destination;
import dev.lifeboat.engine.replication.DestinationState;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.Workplace;
import dev.lifeboat.ui.replication.DestinationStatus.Standing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a destination, two hours after the last copy. */
class DestinationStatusTest {
    private static final Destination NAS = new Destination("nas", Path.of("/mnt/nas"), Optional.empty());

    @Test
    void inStepIsSaidWithTimeAndNumber() {
        assertThat(sentence(state(1, List.of(), 0, Optional.empty()))).isEqualTo("In step, last copied 2 hours ago, 1 set verified.");
        assertThat(sentence(state(31, List.of(), 0, Optional.empty()))).isEqualTo("In step, last copied 2 hours ago, 31 sets verified.");
    }

    @Test
    void whatIsMissingIsCounted() {
        var behind = state(1, List.of("a", "b"), 3 * 1024 * 1024, Optional.empty());
        assertThat(behind.standing()).isEqualTo(Standing.BEHIND);
        assertThat(sentence(behind)).isEqualTo("2 sets are not there yet (3.0 MiB); last copied 2 hours ago.");
    }

    @Test
    void aProblemComesFirst() {
        var trouble = state(1, List.of("a"), 1, Optional.of("/mnt/nas is not mounted."));
        assertThat(trouble.standing()).isEqualTo(Standing.TROUBLE);
        assertThat(sentence(trouble)).isEqualTo("/mnt/nas is not mounted.");
        var failed = new DestinationStatus(NAS, Optional.empty(), Optional.of(new Failure.NoRepository("There is no repository.", null)));
        assertThat(sentence(failed)).isEqualTo("There is no repository.");
    }

    @Test
    void withoutAnySetThereIsNothingToCopy() {
        assertThat(state(0, List.of(), 0, Optional.empty()).standing()).isEqualTo(Standing.EMPTY);
        assertThat(DestinationStatus.unknown(NAS).standing()).isEqualTo(Standing.UNKNOWN);
    }

    private static String sentence(DestinationStatus status) {
        return status.sentence(Workplace.formats());
    }

    private static DestinationStatus state(int copied, List<String> waiting, long bytes, Optional<String> problem) {
        var earlier = ViewTest.NOW.minus(Duration.ofHours(2));
        var copies = IntStream.range(0, copied).mapToObj(i -> new DestinationState.Copy("set" + i, 10, earlier, earlier)).toList();
        return new DestinationStatus(NAS, Optional.of(new DestinationState(NAS, copies, waiting, bytes, Optional.of(earlier),
                Optional.of(earlier), problem)), Optional.empty());
    }
}
