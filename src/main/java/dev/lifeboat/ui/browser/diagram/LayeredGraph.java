package dev.lifeboat.ui.browser.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A connected graph whose nodes have been put into layers from left to right: a link runs from a lower layer to a higher
 * one. Links that leave a node at the same place form a net with one trunk: where it passes a layer, it has a slot there
 * like a node without height, so that it never runs through a box.
 */
final class LayeredGraph {
    /** What stands in a layer: a node, or (node -1) the place where a net passes. */
    static final class Slot {
        final int node;
        final double height;
        int layer;
        double y;
        int rank;

        Slot(int node, double height, int layer) {
            this.node = node;
            this.height = height;
            this.layer = layer;
        }

        boolean passes() {
            return node < 0;
        }
    }

    /** Where a piece of a net begins or ends. @param port below the top of the slot */
    record End(Slot slot, double port) {
        double y() {
            return slot.y + port;
        }
    }

    /** A piece of a net from one layer to the next. */
    record Piece(Net net, End left, End right) {}

    /** @param passing the slots that the trunk passes, layer by layer, beginning behind that of the source */
    record Net(End source, List<Slot> passing, List<End> targets) {
        /** Where a target's last piece begins. */
        End before(End target) {
            int steps = target.slot().layer - source.slot().layer - 1;
            return steps == 0 ? source : new End(passing.get(steps - 1), 0);
        }
    }

    final List<List<Slot>> layers = new ArrayList<>();
    final List<Net> nets = new ArrayList<>();
    final List<List<Piece>> gaps = new ArrayList<>();
    /** The net of each link, by its place in the list. */
    final List<Net> netOfLink = new ArrayList<>();

    private final Map<Slot, List<Piece>> toLeft = new HashMap<>();
    private final Map<Slot, List<Piece>> toRight = new HashMap<>();

    /** @param slots of the nodes, their layers set. @param links from a lower layer to a higher one */
    LayeredGraph(List<Slot> slots, List<DirectedLink> links) {
        int last = slots.stream().mapToInt(slot -> slot.layer).max().orElse(0);
        for (int i = 0; i <= last; i++) layers.add(new ArrayList<>());
        for (int i = 0; i < last; i++) gaps.add(new ArrayList<>());
        slots.forEach(slot -> layers.get(slot.layer).add(slot));
        Map<End, Net> bySource = new HashMap<>();
        for (var link : links) {
            var net = bySource.computeIfAbsent(link.source(), source -> new Net(source, new ArrayList<>(), new ArrayList<>()));
            if (net.targets().isEmpty()) nets.add(net);
            net.targets().add(link.target());
            netOfLink.add(net);
        }
        nets.forEach(this::lay);
    }

    /** @param source in the lower layer */
    record DirectedLink(End source, End target) {}

    private void lay(Net net) {
        int farthest = net.targets().stream().mapToInt(target -> target.slot().layer).max().orElseThrow();
        End at = net.source();
        for (int layer = net.source().slot().layer + 1; layer < farthest; layer++) {
            var slot = new Slot(-1, 0, layer);
            layers.get(layer).add(slot);
            net.passing().add(slot);
            var end = new End(slot, 0);
            connect(new Piece(net, at, end));
            at = end;
        }
        net.targets().forEach(target -> connect(new Piece(net, net.before(target), target)));
    }

    private void connect(Piece piece) {
        gaps.get(piece.left().slot().layer).add(piece);
        toRight.computeIfAbsent(piece.left().slot(), _ -> new ArrayList<>()).add(piece);
        toLeft.computeIfAbsent(piece.right().slot(), _ -> new ArrayList<>()).add(piece);
    }

    List<Piece> left(Slot slot) {
        return toLeft.getOrDefault(slot, List.of());
    }

    List<Piece> right(Slot slot) {
        return toRight.getOrDefault(slot, List.of());
    }

    /** Orders each layer so that few pieces cross: the mean of the neighbours' ranks, from left to right and back. */
    void order() {
        layers.forEach(LayeredGraph::rank);
        var best = ranks();
        long fewest = crossings();
        for (int sweep = 0; sweep < 16 && fewest > 0; sweep++) {
            boolean rightwards = sweep % 2 == 0;
            for (int i = 1; i < layers.size(); i++) sort(layers.get(rightwards ? i : layers.size() - 1 - i), rightwards);
            long crossings = crossings();
            if (crossings < fewest) {
                fewest = crossings;
                best = ranks();
            }
        }
        for (int i = 0; i < layers.size(); i++) layers.set(i, new ArrayList<>(best.get(i)));
        layers.forEach(LayeredGraph::rank);
    }

    private void sort(List<Slot> layer, boolean byLeft) {
        Map<Slot, Double> wanted = new HashMap<>();
        for (var slot : layer) {
            var pieces = byLeft ? left(slot) : right(slot);
            // The port counts too: of two neighbours of one box the one at its upper row belongs above.
            wanted.put(slot, pieces.stream().map(piece -> byLeft ? piece.left() : piece.right())
                    .mapToDouble(end -> end.slot().rank + end.port() / (end.slot().height + 1)).average().orElse(slot.rank));
        }
        layer.sort(Comparator.comparingDouble(wanted::get));
        rank(layer);
    }

    private static void rank(List<Slot> layer) {
        for (int i = 0; i < layer.size(); i++) layer.get(i).rank = i;
    }

    private List<List<Slot>> ranks() {
        return layers.stream().map(List::copyOf).toList();
    }

    /** Pairs of pieces in the same gap whose ends lie in opposite order. */
    long crossings() {
        long crossings = 0;
        for (var gap : gaps) {
            for (int i = 0; i < gap.size(); i++) {
                for (int j = i + 1; j < gap.size(); j++) {
                    if (gap.get(i).net() != gap.get(j).net() && opposite(gap.get(i), gap.get(j))) crossings++;
                }
            }
        }
        return crossings;
    }

    private static boolean opposite(Piece one, Piece other) {
        double left = place(one.left()) - place(other.left());
        double right = place(one.right()) - place(other.right());
        return left * right < 0;
    }

    private static double place(End end) {
        return end.slot().rank + end.port() / (end.slot().height + 1);
    }

    /** Gives every slot its height in the picture: as near as possible to its neighbours, in the order of its layer. */
    void place(double betweenNodes, double besidePassing) {
        // In a large picture everything also wants to stay near the middle: otherwise long trunks pull the layers apart.
        double homesick = layers.stream().mapToInt(List::size).sum() > 40 ? 0.5 : 0.01;
        Map<Slot, Double> homes = new HashMap<>();
        for (var layer : layers) {
            settle(layer, _ -> 0, betweenNodes, besidePassing);
            double middle = (layer.getFirst().y + layer.getLast().y + layer.getLast().height) / 2;
            layer.forEach(slot -> homes.put(slot, slot.y - middle));
        }
        for (int sweep = 0; sweep < 10; sweep++) {
            boolean byLeft = sweep % 2 == 0;
            for (int i = 0; i < layers.size(); i++) {
                var layer = layers.get(byLeft ? i : layers.size() - 1 - i);
                boolean both = sweep >= 6;
                settle(layer, slot -> wanted(slot, byLeft, both, homes.get(slot), homesick), betweenNodes, besidePassing);
            }
        }
    }

    private double wanted(Slot slot, boolean byLeft, boolean both, double home, double homesick) {
        double sum = home * homesick;
        double count = homesick;
        for (var piece : both || byLeft ? left(slot) : List.<Piece>of()) {
            sum += piece.left().y() - piece.right().port();
            count++;
        }
        for (var piece : both || !byLeft ? right(slot) : List.<Piece>of()) {
            sum += piece.right().y() - piece.left().port();
            count++;
        }
        return sum / count;
    }

    /**
     * The heights nearest to the wanted ones (least squares) that keep the order and the distances: with the room above
     * taken off, the heights must not fall, and neighbours that would are pooled at their mean.
     */
    private static void settle(List<Slot> layer, java.util.function.ToDoubleFunction<Slot> wish, double betweenNodes, double besidePassing) {
        double[] room = new double[layer.size()];
        double[] mean = new double[layer.size()];
        int[] size = new int[layer.size()];
        int pools = 0;
        for (int i = 0; i < layer.size(); i++) {
            if (i > 0) {
                var above = layer.get(i - 1);
                room[i] = room[i - 1] + above.height + (above.passes() || layer.get(i).passes() ? besidePassing : betweenNodes);
            }
            mean[pools] = wish.applyAsDouble(layer.get(i)) - room[i];
            size[pools++] = 1;
            while (pools > 1 && mean[pools - 2] > mean[pools - 1]) {
                mean[pools - 2] = (mean[pools - 2] * size[pools - 2] + mean[pools - 1] * size[pools - 1]) / (size[pools - 2] + size[pools - 1]);
                size[pools - 2] += size[pools - 1];
                pools--;
            }
        }
        int at = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int i = 0; i < size[pool]; i++, at++) layer.get(at).y = mean[pool] + room[at];
        }
    }
}
