package dev.lifeboat.ui.browser.diagram;

import dev.lifeboat.ui.browser.diagram.LayeredGraph.DirectedLink;
import dev.lifeboat.ui.browser.diagram.LayeredGraph.End;
import dev.lifeboat.ui.browser.diagram.LayeredGraph.Piece;
import dev.lifeboat.ui.browser.diagram.LayeredGraph.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Lays boxes out in layers, those that are referred to at the left (after Sugiyama, Tagawa and Toda, 1981): cycles are
 * opened, layers filled up to a height that makes the whole about as wide as a screen, crossings reduced, lines led at
 * right angles through the gaps. Parts that are not connected stand beside each other. No box covers another, and no
 * line runs through a box that it does not belong to.
 */
final class LayeredLayout {
    /** A box to be placed, in pixels. */
    record Size(double width, double height) {}

    /** A line from one box to another. The ports are where it meets them, in pixels below their tops. */
    record Link(int from, double fromPort, int to, double toPort) {}

    record Point(double x, double y) {}

    /** Where the boxes' upper left corners lie, and the lines from their {@code from} to their {@code to}, in the given orders. */
    record Result(List<Point> corners, List<List<Point>> lines, double width, double height) {}

    private static final double BETWEEN_BOXES = 26;
    private static final double BESIDE_LINE = 13;
    private static final double TRACK = 9;
    /** On either side of the tracks: room for the marks at the ends, and for the loop of a table that refers to itself. */
    private static final double MARGIN = 34;
    private static final double LOOP = 24;
    private static final double BETWEEN_PARTS = 60;
    private static final double SHAPE = 1.6;

    private final List<Size> sizes;
    private final List<Link> links;
    private final Point[] corners;
    private final List<List<Point>> lines = new ArrayList<>();

    private LayeredLayout(List<Size> sizes, List<Link> links) {
        this.sizes = sizes;
        this.links = links;
        corners = new Point[sizes.size()];
        lines.addAll(Collections.nCopies(links.size(), List.of()));
    }

    static Result of(List<Size> sizes, List<Link> links) {
        return new LayeredLayout(sizes, links).run();
    }

    private Result run() {
        List<Size> extents = new ArrayList<>();
        List<List<Integer>> parts = parts();
        parts.forEach(part -> extents.add(part.size() == 1 ? alone(part.getFirst()) : connected(part)));
        return pack(parts, extents);
    }

    /** The connected parts, the largest first. */
    private List<List<Integer>> parts() {
        int[] root = IntStream.range(0, sizes.size()).toArray();
        for (var link : links) root[find(root, link.from())] = find(root, link.to());
        Map<Integer, List<Integer>> parts = new HashMap<>();
        for (int i = 0; i < root.length; i++) parts.computeIfAbsent(find(root, i), _ -> new ArrayList<>()).add(i);
        return parts.values().stream().sorted(Comparator.<List<Integer>>comparingInt(List::size).reversed().thenComparing(List::getFirst)).toList();
    }

    private static int find(int[] root, int node) {
        while (root[node] != node) node = root[node] = root[root[node]];
        return node;
    }

    private Size alone(int node) {
        corners[node] = new Point(0, 0);
        boolean loops = links.stream().anyMatch(link -> link.from() == node);
        return new Size(sizes.get(node).width() + (loops ? LOOP : 0), sizes.get(node).height());
    }

    private Size connected(List<Integer> part) {
        List<Integer> between = IntStream.range(0, links.size()).filter(i -> part.contains(links.get(i).from()) && links.get(i).from() != links.get(i).to()).boxed().toList();
        var layering = new Layering(part, between.stream().map(links::get).toList(), sizes, tallest(part));
        Map<Integer, Slot> slots = new HashMap<>();
        part.forEach(node -> slots.put(node, new Slot(node, sizes.get(node).height(), layering.layerOf(node))));
        List<DirectedLink> directed = between.stream().map(links::get).map(link -> {
            var from = new End(slots.get(link.from()), link.fromPort());
            var to = new End(slots.get(link.to()), link.toPort());
            return to.slot().layer < from.slot().layer ? new DirectedLink(to, from) : new DirectedLink(from, to);
        }).toList();
        var graph = new LayeredGraph(part.stream().map(slots::get).toList(), directed);
        graph.order();
        graph.place(BETWEEN_BOXES, BESIDE_LINE);
        return draw(graph, between, directed);
    }

    /** How tall a layer may grow before it is continued in the next, so that the part has the wanted shape. */
    private double tallest(List<Integer> part) {
        double area = part.stream().mapToDouble(node -> (sizes.get(node).width() + 2 * MARGIN + 5 * TRACK) * (sizes.get(node).height() + BETWEEN_BOXES)).sum();
        double tallestBox = part.stream().mapToDouble(node -> sizes.get(node).height()).max().orElseThrow();
        return Math.max(Math.sqrt(area / SHAPE), tallestBox);
    }

    private Size draw(LayeredGraph graph, List<Integer> numbers, List<DirectedLink> directed) {
        double top = graph.layers.stream().flatMap(List::stream).mapToDouble(slot -> slot.y).min().orElse(0);
        double bottom = 0;
        for (var slot : graph.layers.stream().flatMap(List::stream).toList()) {
            slot.y = Math.round(slot.y - top);
            bottom = Math.max(bottom, slot.y + slot.height);
        }
        List<Map<LayeredGraph.Net, Double>> tracks = new ArrayList<>();
        double[] left = new double[graph.layers.size()];
        double[] right = new double[graph.layers.size()];
        for (int i = 0; i < graph.layers.size(); i++) {
            double width = graph.layers.get(i).stream().filter(slot -> !slot.passes()).mapToDouble(slot -> sizes.get(slot.node).width()).max().orElse(0);
            right[i] = left[i] + width;
            for (var slot : graph.layers.get(i)) {
                if (!slot.passes()) corners[slot.node] = new Point(left[i], slot.y);
            }
            if (i + 1 < left.length) {
                tracks.add(tracks(graph.gaps.get(i), right[i] + MARGIN));
                double last = tracks.getLast().values().stream().mapToDouble(x -> x).max().orElse(right[i] + MARGIN);
                left[i + 1] = last + MARGIN;
            }
        }
        for (int i = 0; i < numbers.size(); i++) {
            var link = directed.get(i);
            var line = line(graph.netOfLink.get(i), link.target(), tracks, left);
            lines.set(numbers.get(i), link.source().slot().node == links.get(numbers.get(i)).from() ? line : line.reversed());
        }
        return new Size(right[right.length - 1] + LOOP, bottom);
    }

    /** From the source along the trunk to one target. */
    private List<Point> line(LayeredGraph.Net net, End target, List<Map<LayeredGraph.Net, Double>> tracks, double[] left) {
        List<Point> line = new ArrayList<>();
        var source = net.source().slot();
        double y = net.source().y();
        line.add(new Point(corners[source.node].x() + sizes.get(source.node).width(), y));
        for (int gap = source.layer; gap < target.slot().layer; gap++) {
            double next = gap + 1 == target.slot().layer ? target.y() : net.passing().get(gap - source.layer).y;
            double track = tracks.get(gap).get(net);
            if (next != y) {
                line.add(new Point(track, y));
                line.add(new Point(track, next));
            }
            y = next;
        }
        line.add(new Point(left[target.slot().layer], y));
        return line;
    }

    /** Each net turns at an x of its own in a gap, or shares it with nets that turn above or below it. */
    private static Map<LayeredGraph.Net, Double> tracks(List<Piece> gap, double first) {
        record Turn(LayeredGraph.Net net, double top, double bottom) {}
        Map<LayeredGraph.Net, List<Piece>> byNet = new java.util.LinkedHashMap<>();
        gap.forEach(piece -> byNet.computeIfAbsent(piece.net(), _ -> new ArrayList<>()).add(piece));
        var turns = byNet.entrySet().stream().map(entry -> {
            var ys = entry.getValue().stream().flatMap(piece -> java.util.stream.Stream.of(piece.left().y(), piece.right().y())).toList();
            return new Turn(entry.getKey(), Collections.min(ys), Collections.max(ys));
        }).sorted(Comparator.comparingDouble(Turn::top)).toList();
        List<Double> ends = new ArrayList<>();
        Map<LayeredGraph.Net, Double> tracks = new HashMap<>();
        for (var turn : turns) {
            int track = 0;
            while (track < ends.size() && ends.get(track) > turn.top() - TRACK) track++;
            if (track == ends.size()) ends.add(0.0);
            ends.set(track, turn.bottom());
            tracks.put(turn.net(), first + track * TRACK);
        }
        return tracks;
    }

    /** Puts the parts on shelves, the tall ones first, and draws the loops. */
    private Result pack(List<List<Integer>> parts, List<Size> extents) {
        double area = extents.stream().mapToDouble(size -> (size.width() + BETWEEN_PARTS) * (size.height() + BETWEEN_PARTS)).sum();
        double shelf = Math.max(Math.sqrt(area * SHAPE), extents.stream().mapToDouble(Size::width).max().orElse(0));
        var order = IntStream.range(0, parts.size()).boxed().sorted(Comparator.comparingDouble((Integer i) -> -extents.get(i).height())).toList();
        double x = 0;
        double y = 0;
        double deepest = 0;
        double width = 0;
        for (int i : order) {
            var size = extents.get(i);
            if (x > 0 && x + size.width() > shelf) {
                x = 0;
                y += deepest + BETWEEN_PARTS;
                deepest = 0;
            }
            move(parts.get(i), x, y);
            x += size.width() + BETWEEN_PARTS;
            width = Math.max(width, x - BETWEEN_PARTS);
            deepest = Math.max(deepest, size.height());
        }
        loops();
        return new Result(Arrays.asList(corners), List.copyOf(lines), width, y + deepest);
    }

    private void move(List<Integer> part, double dx, double dy) {
        for (int node : part) corners[node] = new Point(corners[node].x() + dx, corners[node].y() + dy);
        for (int i = 0; i < links.size(); i++) {
            if (part.contains(links.get(i).from())) {
                lines.set(i, lines.get(i).stream().map(point -> new Point(point.x() + dx, point.y() + dy)).toList());
            }
        }
    }

    private void loops() {
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            if (link.from() != link.to()) continue;
            var corner = corners[link.from()];
            double edge = corner.x() + sizes.get(link.from()).width();
            double from = corner.y() + link.fromPort();
            double to = corner.y() + link.toPort();
            lines.set(i, List.of(new Point(edge, from), new Point(edge + LOOP, from), new Point(edge + LOOP, to), new Point(edge, to)));
        }
    }
}
