package dev.lifeboat.ui.browser.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.engine.postgres.CatalogRelation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeFilterTest {
    private static final List<CatalogRelation> RELATIONS = List.of(
            new CatalogRelation(10, "archive", "logs_2024", Kind.TABLE, 5, 1),
            new CatalogRelation(1, "public", "Logs", Kind.PARTITIONED_TABLE, 9, 0),
            new CatalogRelation(2, "public", "logs_2025", Kind.TABLE, 4, 1),
            new CatalogRelation(3, "public", "users", Kind.TABLE, 4, 0));

    @Test
    void partitionsLieBelowTheirTableUnlessTheyAreInAnotherSchema() {
        var schemas = TreeFilter.branches(List.of("archive", "empty", "public"), RELATIONS, " ");
        assertThat(schemas).extracting(TreeFilter.Schema::name).containsExactly("archive", "empty", "public");
        assertThat(names(schemas.get(0).relations())).containsExactly("logs_2024");
        assertThat(schemas.get(1).relations()).isEmpty();
        assertThat(names(schemas.get(2).relations())).containsExactly("Logs", "users");
        assertThat(names(schemas.get(2).relations().getFirst().partitions())).containsExactly("logs_2025");
    }

    @Test
    void aSearchKeepsTheWayToEachHit() {
        var schemas = TreeFilter.branches(List.of("archive", "empty", "public"), RELATIONS, "S_2025");
        assertThat(schemas).singleElement().satisfies(schema -> {
            assertThat(schema.name()).isEqualTo("public");
            assertThat(names(schema.relations())).containsExactly("Logs");
            assertThat(names(schema.relations().getFirst().partitions())).containsExactly("logs_2025");
        });
        assertThat(TreeFilter.branches(List.of(), RELATIONS, "archive.logs")).extracting(TreeFilter.Schema::name).contains("archive");
        assertThat(TreeFilter.branches(List.of("public"), RELATIONS, "nothing like it")).isEmpty();
    }

    @Test
    void theBestNamesComeFirst() {
        var relations = List.of(table(1, "archive", "my_user_logs"), table(2, "public", "abuser"), table(3, "public", "app_user"), table(4, "public", "parted"),
                new CatalogRelation(5, "public", "user_2025", Kind.TABLE, 4, 4), table(6, "public", "users"), table(7, "public", "usable"), table(8, "public", "user"));
        var schemas = TreeFilter.branches(List.of("archive", "public"), relations, "user");
        // The whole name, its beginning, a word in it, its middle; a table as its best partition; alphabetical where nothing else decides.
        assertThat(schemas).extracting(TreeFilter.Schema::name).containsExactly("public", "archive");
        assertThat(names(schemas.getFirst().relations())).containsExactly("user", "parted", "users", "app_user", "abuser");
        // Without a search nothing moves.
        assertThat(names(TreeFilter.branches(List.of("public"), relations, "").getFirst().relations())).startsWith("abuser", "app_user");
    }

    private static CatalogRelation table(long oid, String schema, String name) {
        return new CatalogRelation(oid, schema, name, Kind.TABLE, 1, 0);
    }

    private static List<String> names(List<TreeFilter.Branch> branches) {
        return branches.stream().map(branch -> branch.relation().name()).toList();
    }
}
