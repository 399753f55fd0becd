package dev.lifeboat.ui.shell;

import dev.lifeboat.ui.common.Place;
import dev.lifeboat.ui.common.View;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The views by their places; each is made when it is asked for the first time, and kept. */
final class Views {
    private final Map<Place, Supplier<View>> makers = new EnumMap<>(Place.class);
    private final Map<Place, View> made = new EnumMap<>(Place.class);

    /** Says how to make the view of a place. */
    void add(Place place, Supplier<View> maker) {
        makers.put(place, maker);
    }

    /** The places that have a view. */
    Set<Place> places() {
        return makers.keySet();
    }

    boolean isMade(Place place) {
        return made.containsKey(place);
    }

    /** The view of a place, made now if it was not made before. */
    View get(Place place) {
        var view = made.get(place);
        if (view == null) {
            view = makers.get(place).get();
            made.put(place, view);
        }
        return view;
    }

    /** The views that were made so far. */
    Collection<View> made() {
        return made.values();
    }
}
