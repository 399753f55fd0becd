package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.browser.search.NameSearch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** From the flat list that the catalog gives to the branches of the tree, whole or only what was searched for. */
public final class TreeFilter {
    private TreeFilter() {}

    /** A schema and what lies in it directly. */
    record Schema(String name, List<Branch> relations) {}

    /** A table or view with its partitions. A partition in another schema than its table's is listed there, by itself. */
    public record Branch(CatalogRelation relation, List<Branch> partitions) {}

    /**
     * @param searched the beginning or middle of a name, or of {@code schema.name}, in any case; blank for everything
     * @return with a search only schemas with a hit, the best hits first; a table with a hit among its partitions stays,
     *         with those
     */
    static List<Schema> branches(List<String> schemas, List<CatalogRelation> relations, String searched) {
        Map<Long, CatalogRelation> byOid = new HashMap<>();
        relations.forEach(relation -> byOid.put(relation.oid(), relation));
        var shown = searched.isBlank() ? relations : withParents(hits(relations, searched.strip()), byOid);
        Map<String, List<CatalogRelation>> tops = new LinkedHashMap<>();
        if (searched.isBlank()) schemas.forEach(schema -> tops.put(schema, new ArrayList<>()));
        Map<Long, List<CatalogRelation>> partitions = new HashMap<>();
        for (var relation : shown) {
            var parent = byOid.get(relation.parentOid());
            if (parent != null && parent.schema().equals(relation.schema())) {
                partitions.computeIfAbsent(parent.oid(), _ -> new ArrayList<>()).add(relation);
            } else {
                tops.computeIfAbsent(relation.schema(), _ -> new ArrayList<>()).add(relation);
            }
        }
        var found = tops.entrySet().stream().map(schema -> new Schema(schema.getKey(), branches(schema.getValue(), partitions)));
        return searched.isBlank() ? found.toList() : ranked(found.toList(), searched.strip());
    }

    private static List<Schema> ranked(List<Schema> schemas, String searched) {
        String lower = searched.toLowerCase(Locale.ROOT);
        return schemas.stream().map(schema -> new Schema(schema.name(), schema.relations().stream().sorted(Comparator.comparing(branch -> fit(branch, lower))).toList()))
                .sorted(Comparator.comparing(schema -> fit(schema.relations().getFirst(), lower))).toList();
    }

    /** That of the best name in a branch. */
    private static NameSearch.Fit fit(Branch branch, String lower) {
        var relation = branch.relation();
        var own = NameSearch.fit(lower.indexOf('.') > 0 ? relation.schema() + "." + relation.name() : relation.name(), lower);
        return branch.partitions().stream().map(partition -> fit(partition, lower)).reduce(own, (one, other) -> one.compareTo(other) <= 0 ? one : other);
    }

    private static List<Branch> branches(List<CatalogRelation> relations, Map<Long, List<CatalogRelation>> partitions) {
        return relations.stream()
                .map(relation -> new Branch(relation, branches(partitions.getOrDefault(relation.oid(), List.of()), partitions))).toList();
    }

    private static List<CatalogRelation> hits(List<CatalogRelation> relations, String searched) {
        String lower = searched.toLowerCase(Locale.ROOT);
        return relations.stream().filter(relation -> relation.name().toLowerCase(Locale.ROOT).contains(lower)
                || lower.indexOf('.') > 0 && (relation.schema() + "." + relation.name()).toLowerCase(Locale.ROOT).contains(lower)).toList();
    }

    private static List<CatalogRelation> withParents(List<CatalogRelation> hits, Map<Long, CatalogRelation> byOid) {
        Set<Long> kept = new HashSet<>();
        for (var hit : hits) {
            for (var at = hit; at != null && kept.add(at.oid()); ) at = byOid.get(at.parentOid());
        }
        return byOid.values().stream().filter(relation -> kept.contains(relation.oid()))
                .sorted(Comparator.comparing(CatalogRelation::schema).thenComparing(CatalogRelation::name)).toList();
    }
}
