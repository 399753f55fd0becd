package dev.lifeboat.ui.browser.keys;

import dev.lifeboat.ui.browser.grid.GridModel;
import dev.lifeboat.ui.browser.read.RelationAt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * What was looked at, like the pages of a web browser: each table with its filter, order and place. Going somewhere new
 * forgets what one could have gone forward to.
 */
public final class Trail {
    private static final int LONGEST = 100;

    /** A table and how it was looked at. */
    public record Visit(RelationAt at, GridModel.Look look) {}

    /** @param visits the oldest first. @param here the index of the one that is shown; -1 when there is none */
    public record Way(List<Visit> visits, int here) {
        public boolean canGoBack() {
            return here > 0;
        }

        public boolean canGoForward() {
            return here + 1 < visits.size();
        }
    }

    private final ReadOnlyObjectWrapper<Way> way = new ReadOnlyObjectWrapper<>(this, "way", new Way(List.of(), -1));

    /** Remembers how the table that is shown is looked at now, before it is left. */
    public void keep(GridModel.Look look) {
        var now = way.get();
        if (now.here() < 0) return;
        List<Visit> visits = new ArrayList<>(now.visits());
        visits.set(now.here(), new Visit(visits.get(now.here()).at(), look));
        way.set(new Way(List.copyOf(visits), now.here()));
    }

    /** Whether one is there already. */
    public boolean isHere(Visit visit) {
        var now = way.get();
        return now.here() >= 0 && now.visits().get(now.here()).equals(visit);
    }

    /** Goes to something new. */
    public void add(Visit visit) {
        var now = way.get();
        List<Visit> visits = new ArrayList<>(now.visits().subList(0, now.here() + 1));
        visits.add(visit);
        if (visits.size() > LONGEST) visits.removeFirst();
        way.set(new Way(List.copyOf(visits), visits.size() - 1));
    }

    /** Goes to one of the visits again. @return it; empty when there is none at this place */
    public Optional<Visit> go(int place) {
        var now = way.get();
        if (place < 0 || place >= now.visits().size()) return Optional.empty();
        way.set(new Way(now.visits(), place));
        return Optional.of(now.visits().get(place));
    }

    /** Forgets everything. */
    public void clear() {
        way.set(new Way(List.of(), -1));
    }

    public ReadOnlyObjectProperty<Way> wayProperty() {
        return way.getReadOnlyProperty();
    }
}
