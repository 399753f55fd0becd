package dev.lifeboat.engine.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server would do for a statement, or did. Source: PostgreSQL manual, "Using EXPLAIN".
 *
 * @param root            what makes the result
 * @param planningMillis  how long it took to find the plan; only where it was carried out
 * @param executionMillis how long it took to carry it out
 * @param json            the server's own words
 */
public record QueryPlan(Step root, OptionalDouble planningMillis, OptionalDouble executionMillis, String json) {

    /** What a step stands out by, in {@link Step#self}: milliseconds where it was measured, otherwise the planner's cost. */
    public enum Weight { MILLIS, COST }

    /**
     * One step. Times and rows are those of all its runs together; where several processes shared the work, of one of them.
     *
     * @param name          what it does and to what: {@code Index Scan using t_pkey on t}
     * @param cost          the planner's, with everything below
     * @param plannedRows   for one run
     * @param actualRows    for one run, on average
     * @param loops         how often it ran; 0 when it was never needed
     * @param millis        with everything below
     * @param self          the part of time or cost that is its own, see {@link Weight}
     * @param bufferHits    pages found in the server's memory, with everything below
     * @param bufferReads   pages read from outside of it
     * @param facts         conditions, sort keys and the like, as {@code name: value}
     */
    public record Step(String name, double cost, double plannedRows, OptionalDouble actualRows, OptionalLong loops, OptionalDouble millis, double self,
            OptionalLong bufferHits, OptionalLong bufferReads, List<String> facts, List<Step> children) {
        public Step {
            facts = List.copyOf(facts);
            children = List.copyOf(children);
        }

        /** It and all below it. */
        public Stream<Step> all() {
            return Stream.concat(Stream.of(this), children.stream().flatMap(Step::all));
        }
    }

    /** Of {@code EXPLAIN (FORMAT JSON)}. */
    public static QueryPlan of(String json) {
        JsonNode plan = JsonMapper.shared().readTree(json).get(0);
        return new QueryPlan(step(plan.get("Plan"), 1), number(plan, "Planning Time"), number(plan, "Execution Time"), json);
    }

    public Weight weight() {
        return executionMillis.isPresent() ? Weight.MILLIS : Weight.COST;
    }

    /** The step that takes most for itself; none when nothing takes anything. */
    public Optional<Step> slowest() {
        return root.all().filter(step -> step.self() > 0).reduce((most, step) -> step.self() > most.self() ? step : most);
    }

    private static Step step(JsonNode node, long processes) {
        long below = node.path("Node Type").asString("").startsWith("Gather") ? node.path("Workers Launched").asLong(node.path("Workers Planned").asLong(0)) + 1 : processes;
        List<Step> children = new ArrayList<>();
        node.path("Plans").forEach(child -> children.add(step(child, below)));
        OptionalDouble millis = millis(node, processes);
        double cost = node.path("Total Cost").asDouble();
        double inChildren = children.stream().mapToDouble(child -> millis.isPresent() ? child.millis().orElse(0) : child.cost()).sum();
        double self = Math.max(0, millis.orElse(cost) - inChildren);
        return new Step(name(node), cost, node.path("Plan Rows").asDouble(), number(node, "Actual Rows"), whole(node, "Actual Loops"), millis, self,
                whole(node, "Shared Hit Blocks"), whole(node, "Shared Read Blocks"), facts(node), children);
    }

    private static OptionalDouble millis(JsonNode node, long processes) {
        if (!node.has("Actual Total Time")) {
            return OptionalDouble.empty();
        }
        double runs = Math.max(node.path("Actual Loops").asDouble() / processes, node.path("Actual Loops").asDouble() > 0 ? 1.0 / processes : 0);
        return OptionalDouble.of(node.get("Actual Total Time").asDouble() * runs);
    }

    private static String name(JsonNode node) {
        StringBuilder name = new StringBuilder();
        text(node, "Operation").filter(operation -> node.path("Node Type").asString("").equals("ModifyTable")).ifPresentOrElse(name::append, () -> name.append(kind(node)));
        text(node, "Index Name").ifPresent(index -> name.append(" using ").append(index));
        text(node, "Relation Name").or(() -> text(node, "Function Name")).or(() -> text(node, "CTE Name")).ifPresent(relation -> {
            name.append(" on ").append(relation);
            text(node, "Alias").filter(alias -> !alias.equals(relation)).ifPresent(alias -> name.append(' ').append(alias));
        });
        text(node, "Subplan Name").ifPresent(plan -> name.append(" (").append(plan).append(')'));
        return name.toString();
    }

    private static String kind(JsonNode node) {
        String strategy = text(node, "Strategy").filter(how -> node.path("Node Type").asString("").equals("Aggregate")).map(how -> switch (how) {
            case "Hashed" -> "Hash ";
            case "Sorted" -> "Group ";
            case "Mixed" -> "Mixed ";
            default -> "";
        }).orElse("");
        String join = text(node, "Join Type").filter(type -> !type.equals("Inner")).map(type -> " (" + type + ")").orElse("");
        String partial = text(node, "Partial Mode").filter(mode -> !mode.equals("Simple")).map(mode -> mode + " ").orElse("");
        return (node.path("Parallel Aware").asBoolean(false) ? "Parallel " : "") + partial + strategy + node.path("Node Type").asString("") + join;
    }

    /** What the name, the numbers and the tree say already. */
    private static final List<String> SAID = List.of("Node Type", "Parent Relationship", "Plans", "Startup Cost", "Total Cost", "Plan Rows", "Plan Width",
            "Actual Startup Time", "Actual Total Time", "Actual Rows", "Actual Loops", "Relation Name", "Schema", "Alias", "Index Name", "Parallel Aware",
            "Async Capable", "Subplan Name", "Strategy", "Partial Mode", "Join Type", "Operation", "Function Name", "CTE Name", "Inner Unique", "Disabled", "Scan Direction",
            "Shared Hit Blocks", "Shared Read Blocks", "Workers", "Output", "Command");

    private static List<String> facts(JsonNode node) {
        List<String> facts = new ArrayList<>();
        node.properties().forEach(entry -> {
            boolean nothing = entry.getValue().isNumber() && entry.getValue().asDouble() == 0;
            if (!SAID.contains(entry.getKey()) && !nothing) {
                String value = entry.getValue().isArray() ? String.join(", ", entry.getValue().valueStream().map(JsonNode::asString).toList())
                        : entry.getValue().isObject() ? entry.getValue().toString() : entry.getValue().asString();
                facts.add(entry.getKey() + ": " + value);
            }
        });
        return facts;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).map(JsonNode::asString);
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.has(name) ? OptionalDouble.of(node.get(name).asDouble()) : OptionalDouble.empty();
    }

    private static OptionalLong whole(JsonNode node, String name) {
        return node.has(name) ? OptionalLong.of(node.get(name).asLong()) : OptionalLong.empty();
    }
}
