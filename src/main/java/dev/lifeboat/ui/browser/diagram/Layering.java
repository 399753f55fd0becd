package dev.lifeboat.ui.browser.diagram;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which layer each box of a connected part stands in: behind all that it refers to, except where that would go round
 * in a circle, and not beyond the height that a layer may have.
 */
final class Layering {
    private final Map<Integer, Integer> layers = new HashMap<>();
    private final List<Double> filled = new ArrayList<>();
    private final List<LayeredLayout.Size> sizes;
    private final double tallest;
    private final Map<Integer, Set<Integer>> parents = new HashMap<>();
    private final Map<Integer, Set<Integer>> children = new HashMap<>();

    /** @param links between different boxes of the part */
    Layering(List<Integer> part, List<LayeredLayout.Link> links, List<LayeredLayout.Size> sizes, double tallest) {
        this.sizes = sizes;
        this.tallest = tallest;
        links.forEach(link -> {
            children.computeIfAbsent(link.to(), _ -> new HashSet<>()).add(link.from());
            parents.computeIfAbsent(link.from(), _ -> new HashSet<>()).add(link.to());
        });
        var order = order(part);
        Map<Integer, Integer> place = new HashMap<>();
        for (int i = 0; i < order.size(); i++) place.put(order.get(i), i);
        // What refers to something later in the order is part of a circle: there the line runs backwards.
        for (var link : links) {
            if (place.get(link.from()) < place.get(link.to())) turn(link);
        }
        order.forEach(this::assign);
        order.reversed().forEach(this::pull);
        closeUp(part);
    }

    int layerOf(int node) {
        return layers.get(node);
    }

    private void turn(LayeredLayout.Link link) {
        parents.get(link.from()).remove(link.to());
        children.get(link.to()).remove(link.from());
        parents.computeIfAbsent(link.to(), _ -> new HashSet<>()).add(link.from());
        children.computeIfAbsent(link.from(), _ -> new HashSet<>()).add(link.to());
    }

    /** Every box after those it refers to; when only circles are left, the one that is referred to most comes next. */
    private List<Integer> order(List<Integer> part) {
        Map<Integer, Integer> waiting = new HashMap<>();
        part.forEach(node -> waiting.put(node, parents.getOrDefault(node, Set.of()).size()));
        Deque<Integer> ready = new ArrayDeque<>(part.stream().filter(node -> waiting.get(node) == 0).toList());
        List<Integer> order = new ArrayList<>();
        while (order.size() < part.size()) {
            int node = ready.isEmpty() ? opening(waiting) : ready.poll();
            waiting.remove(node);
            order.add(node);
            for (int child : children.getOrDefault(node, Set.of()).stream().sorted().toList()) {
                if (waiting.computeIfPresent(child, (_, count) -> count - 1) instanceof Integer left && left == 0) ready.add(child);
            }
        }
        return order;
    }

    private int opening(Map<Integer, Integer> waiting) {
        return Collections.min(waiting.keySet(), Comparator.<Integer>comparingInt(node -> waiting.get(node) - children.getOrDefault(node, Set.of()).size()).thenComparing(node -> node));
    }

    private void assign(int node) {
        int layer = parents.getOrDefault(node, Set.of()).stream().filter(layers::containsKey).mapToInt(parent -> layers.get(parent) + 1).max().orElse(0);
        while (!fits(node, layer)) layer++;
        put(node, layer);
    }

    /** One that refers to nothing stands as near to those that refer to it as there is room. */
    private void pull(int node) {
        if (!parents.getOrDefault(node, Set.of()).isEmpty()) return;
        int nearest = children.getOrDefault(node, Set.of()).stream().mapToInt(child -> layers.get(child) - 1).min().orElse(layers.get(node));
        int now = layers.get(node);
        for (int layer = nearest; layer > now; layer--) {
            if (fits(node, layer)) {
                filled.set(now, filled.get(now) - sizes.get(node).height());
                put(node, layer);
                return;
            }
        }
    }

    private boolean fits(int node, int layer) {
        return layer >= filled.size() || filled.get(layer) <= 0 || filled.get(layer) + sizes.get(node).height() <= tallest;
    }

    private void put(int node, int layer) {
        while (filled.size() <= layer) filled.add(0.0);
        filled.set(layer, filled.get(layer) + sizes.get(node).height());
        layers.put(node, layer);
    }

    /** A layer that was emptied takes no room. */
    private void closeUp(List<Integer> part) {
        var used = part.stream().map(layers::get).distinct().sorted().toList();
        part.forEach(node -> layers.put(node, used.indexOf(layers.get(node))));
    }
}
