package dev.lifeboat.ui.browser.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Ranks names by how well they fit what was typed: the whole name, its beginning, the beginning of a word in it, its middle. */
public final class NameSearch {
    /** How well a name fits, the best first. */
    public enum Fit { WHOLE, BEGINNING, WORD, MIDDLE, NONE }

    private NameSearch() {}

    /** @param lower what was typed, in lower case and not empty */
    public static Fit fit(String name, String lower) {
        String lowerName = name.toLowerCase(Locale.ROOT);
        int at = lowerName.indexOf(lower);
        if (at < 0) return Fit.NONE;
        if (at == 0) return lowerName.length() == lower.length() ? Fit.WHOLE : Fit.BEGINNING;
        for (; at >= 0; at = lowerName.indexOf(lower, at + 1)) {
            if (beginsWord(name, Math.min(at, name.length() - 1))) return Fit.WORD;
        }
        return Fit.MIDDLE;
    }

    /** After anything that is no letter or digit, and at a capital after a small letter. */
    private static boolean beginsWord(String name, int at) {
        char before = name.charAt(at - 1);
        return !Character.isLetterOrDigit(before) || Character.isLowerCase(before) && Character.isUpperCase(name.charAt(at));
    }

    /**
     * The best of the candidates: by fit, then the shorter name, then by alphabet.
     *
     * @param text as it was typed; with a point in it {@code schema.name} is searched
     * @param name of a candidate. @param whole its name with its schema
     */
    static <T> List<T> best(Iterable<T> candidates, String text, Function<T, String> name, Function<T, String> whole, int most) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) return List.of();
        boolean withSchema = lower.indexOf('.') > 0;
        record Ranked<T>(T item, String name, Fit fit) {}
        List<Ranked<T>> found = new ArrayList<>();
        for (T candidate : candidates) {
            String searched = withSchema ? whole.apply(candidate) : name.apply(candidate);
            var fit = fit(searched, lower);
            if (fit != Fit.NONE) found.add(new Ranked<>(candidate, searched, fit));
        }
        return found.stream().sorted(Comparator.<Ranked<T>, Fit>comparing(Ranked::fit).thenComparing(ranked -> ranked.name().length()).thenComparing(Ranked::name))
                .limit(most).map(Ranked::item).toList();
    }
}
