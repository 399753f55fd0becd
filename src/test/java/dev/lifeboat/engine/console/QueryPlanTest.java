package dev.lifeboat.engine.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QueryPlanTest {

    @Test
    void timesAreThoseOfAllRunsAndSelfIsWhatIsLeft() {
        var plan = QueryPlan.of("""
                [{"Plan": {"Node Type": "Nested Loop", "Join Type": "Left", "Total Cost": 100, "Plan Rows": 5, "Actual Total Time": 50, "Actual Rows": 20, "Actual Loops": 1,
                  "Plans": [
                    {"Node Type": "Seq Scan", "Relation Name": "t", "Alias": "a", "Total Cost": 10, "Plan Rows": 5, "Actual Total Time": 2, "Actual Rows": 20, "Actual Loops": 1, "Filter": "(x > 1)"},
                    {"Node Type": "Index Scan", "Index Name": "t_pkey", "Relation Name": "t", "Alias": "t", "Total Cost": 2, "Plan Rows": 1, "Actual Total Time": 2, "Actual Rows": 1, "Actual Loops": 20,
                     "Shared Hit Blocks": 60, "Shared Read Blocks": 4}]},
                  "Planning Time": 0.3, "Execution Time": 51}]""");
        assertThat(plan.root().name()).isEqualTo("Nested Loop (Left)");
        assertThat(plan.root().self()).isCloseTo(50 - 2 - 40, within(1e-9));
        var scan = plan.root().children().get(1);
        assertThat(scan.name()).isEqualTo("Index Scan using t_pkey on t");
        assertThat(scan.millis().orElseThrow()).isEqualTo(40);
        assertThat(scan.bufferHits().orElseThrow()).isEqualTo(60);
        assertThat(plan.root().children().getFirst().name()).isEqualTo("Seq Scan on t a");
        assertThat(plan.root().children().getFirst().facts()).containsExactly("Filter: (x > 1)");
        assertThat(plan.slowest()).contains(scan);
        assertThat(plan.weight()).isEqualTo(QueryPlan.Weight.MILLIS);
    }

    /** Three processes scan at the same time: the time that passed is a third of what their runs add up to. */
    @Test
    void processesThatShareTheWorkCountOnce() {
        var plan = QueryPlan.of("""
                [{"Plan": {"Node Type": "Gather", "Workers Launched": 2, "Total Cost": 100, "Plan Rows": 9, "Actual Total Time": 40, "Actual Rows": 9, "Actual Loops": 1,
                  "Plans": [{"Node Type": "Seq Scan", "Parallel Aware": true, "Relation Name": "t", "Alias": "t", "Total Cost": 90, "Plan Rows": 3, "Actual Total Time": 30, "Actual Rows": 3, "Actual Loops": 3}]},
                  "Execution Time": 41}]""");
        assertThat(plan.root().children().getFirst().name()).isEqualTo("Parallel Seq Scan on t");
        assertThat(plan.root().children().getFirst().millis().orElseThrow()).isCloseTo(30, within(1e-9));
        assertThat(plan.root().self()).isCloseTo(10, within(1e-9));
    }

    @Test
    void withoutMeasurementTheCostDecides() {
        var plan = QueryPlan.of("""
                [{"Plan": {"Node Type": "Sort", "Total Cost": 100, "Plan Rows": 9, "Plans": [{"Node Type": "Seq Scan", "Relation Name": "t", "Alias": "t", "Total Cost": 30, "Plan Rows": 9}]}}]""");
        assertThat(plan.weight()).isEqualTo(QueryPlan.Weight.COST);
        assertThat(plan.slowest().orElseThrow().name()).isEqualTo("Sort");
        assertThat(plan.slowest().orElseThrow().self()).isEqualTo(70);
    }
}
