package dev.lifeboat.ui.browser.grid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.browser.read.RelationAt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridMemoryTest {
    private static final RelationAt SHIPS = new RelationAt("harbour", new CatalogRelation(7, "public", "ships/../⚓", CatalogRelation.Kind.TABLE, 0, 0));

    @TempDir Path folder;

    @Test
    void eachTableOfEachStackHasItsOwnArrangement() {
        var layout = new GridLayout("shop", "harbour", "public", "ships/../⚓", List.of(new GridLayout.Column("b", 120, true), new GridLayout.Column("a", 80, false)));
        new GridMemory(folder).save(layout);
        // As after a restart.
        var memory = new GridMemory(folder);
        assertThat(memory.layout("shop", SHIPS)).contains(layout);
        assertThat(memory.layout("other", SHIPS)).isEmpty();
        memory.forget("other", SHIPS);
        memory.forget("shop", SHIPS);
        assertThat(memory.layout("shop", SHIPS)).isEmpty();
    }

    @Test
    void theWayToCopyIsKeptAndADamagedFileIsAsGoodAsNone() throws Exception {
        assertThat(new GridMemory(folder).copyChoice()).isEqualTo(new CopyChoice(CopyForm.TSV, true));
        new GridMemory(folder).save(new CopyChoice(CopyForm.MARKDOWN, false));
        assertThat(new GridMemory(folder).copyChoice()).isEqualTo(new CopyChoice(CopyForm.MARKDOWN, false));
        Files.writeString(folder.resolve("copy.json"), "{\"form\": \"KLINGON\"}");
        assertThat(new GridMemory(folder).copyChoice()).isEqualTo(CopyChoice.FIRST);
    }
}
