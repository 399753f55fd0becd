package dev.lifeboat.ui.browser.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.ui.browser.diagram.LayeredLayout.Link;
import dev.lifeboat.ui.browser.diagram.LayeredLayout.Point;
import dev.lifeboat.ui.browser.diagram.LayeredLayout.Result;
import dev.lifeboat.ui.browser.diagram.LayeredLayout.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredLayoutTest {
    @Test
    void whatIsReferredToStandsAtTheLeft() {
        // Three tables in a row: 2 refers to 1, 1 refers to 0.
        var sizes = List.of(new Size(100, 50), new Size(100, 50), new Size(100, 50));
        var result = LayeredLayout.of(sizes, List.of(new Link(1, 40, 0, 10), new Link(2, 40, 1, 10)));
        assertThat(result.corners()).extracting(Point::x).isSorted();
        assertThat(result.corners().get(0).x() + 100).isLessThan(result.corners().get(1).x());
        // A line begins at the left edge of the referring box, at its port, and ends at the right edge of the other one.
        var line = result.lines().getFirst();
        assertThat(line.getFirst()).isEqualTo(new Point(result.corners().get(1).x(), result.corners().get(1).y() + 40));
        assertThat(line.getLast()).isEqualTo(new Point(result.corners().get(0).x() + 100, result.corners().get(0).y() + 10));
        check(sizes, List.of(new Link(1, 40, 0, 10), new Link(2, 40, 1, 10)), result);
    }

    @Test
    void circlesLoopsTwinsAndLonelyBoxesAreDrawn() {
        var sizes = List.of(new Size(100, 50), new Size(120, 80), new Size(90, 40), new Size(200, 300), new Size(80, 32));
        var links = List.of(new Link(0, 40, 1, 10), new Link(1, 40, 2, 10), new Link(2, 30, 0, 10), new Link(1, 60, 2, 10),
                new Link(2, 20, 1, 10), new Link(0, 30, 0, 10), new Link(4, 20, 4, 10));
        check(sizes, links, LayeredLayout.of(sizes, links));
        assertThat(LayeredLayout.of(List.of(), List.of()).lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoHundredTablesDoNotCoverEachOther(long seed) {
        var random = new Random(seed);
        List<Size> sizes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sizes.add(new Size(130 + random.nextInt(200), 32 + 21 * random.nextInt(20)));
            // Half of the tables refer to one of the first three, as they do to users; some go round in circles.
            for (int j = 0; j < random.nextInt(4); j++) {
                int to = random.nextBoolean() ? random.nextInt(3) : random.nextInt(200);
                links.add(new Link(i, 16, to, 16));
            }
        }
        var result = LayeredLayout.of(sizes, links);
        check(sizes, links, result);
        // Neither a ribbon nor a tower.
        assertThat(result.width() / result.height()).isBetween(0.4, 6.0);
    }

    /** No box covers another, every line joins its two boxes at its ports and runs through no box. */
    static void check(List<Size> sizes, List<Link> links, Result result) {
        assertThat(result.corners()).hasSameSizeAs(sizes).doesNotContainNull();
        assertThat(result.lines()).hasSameSizeAs(links);
        for (int i = 0; i < sizes.size(); i++) {
            for (int j = i + 1; j < sizes.size(); j++) {
                assertThat(covers(result.corners().get(i), sizes.get(i), result.corners().get(j), sizes.get(j))).as("boxes %d and %d", i, j).isFalse();
            }
            var corner = result.corners().get(i);
            assertThat(corner.x() >= 0 && corner.y() >= 0 && corner.x() + sizes.get(i).width() <= result.width() && corner.y() + sizes.get(i).height() <= result.height()).isTrue();
        }
        for (int i = 0; i < links.size(); i++) {
            var line = result.lines().get(i);
            assertMeets(line.getFirst(), links.get(i).from(), links.get(i).fromPort(), sizes, result);
            assertMeets(line.getLast(), links.get(i).to(), links.get(i).toPort(), sizes, result);
            for (int step = 1; step < line.size(); step++) {
                var a = line.get(step - 1);
                var b = line.get(step);
                assertThat(a.x() == b.x() || a.y() == b.y()).as("at right angles").isTrue();
                for (int box = 0; box < sizes.size(); box++) {
                    assertThat(runsThrough(a, b, result.corners().get(box), sizes.get(box))).as("line %d and box %d", i, box).isFalse();
                }
            }
        }
    }

    private static void assertMeets(Point end, int box, double port, List<Size> sizes, Result result) {
        var corner = result.corners().get(box);
        assertThat(end.y()).isEqualTo(corner.y() + port);
        assertThat(end.x()).isIn(corner.x(), corner.x() + sizes.get(box).width());
    }

    private static boolean covers(Point a, Size as, Point b, Size bs) {
        return a.x() < b.x() + bs.width() && b.x() < a.x() + as.width() && a.y() < b.y() + bs.height() && b.y() < a.y() + as.height();
    }

    private static boolean runsThrough(Point a, Point b, Point corner, Size size) {
        return Math.max(a.x(), b.x()) > corner.x() && Math.min(a.x(), b.x()) < corner.x() + size.width()
                && Math.max(a.y(), b.y()) > corner.y() && Math.min(a.y(), b.y()) < corner.y() + size.height();
    }
}
