package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;

class StructureViewTest extends OpenedBrowser {

    @Test
    void everythingThatIsKnownOfATableIsThere() throws Exception {
        String database = SERVER.createDatabase("structure");
        SERVER.execute(database, "create table kind(id int primary key)",
                "create table event(id int not null, kind int references kind, at date not null, primary key (id, at)) partition by range (at)",
                "create table event_2025 partition of event for values from ('2025-01-01') to ('2026-01-01')",
                "create index idle on event_2025(kind)", "alter table event enable row level security",
                "create policy mine on event for select to public using (id > 0)", "grant select on event to public",
                "create table boat(id int primary key, event int, code text unique)", "insert into boat select i, i, i::text from generate_series(1, 60) i", "vacuum analyze boat");
        open(Theme.LIGHT);
        structure(database, "event");
        assertThat(words("#browser-structure-policies")).contains("mine", "FOR SELECT TO PUBLIC USING ((id > 0))", "Policies decide");
        assertThat(words("#browser-structure-partitions")).contains("public.event_2025", "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')");
        assertThat(words("#browser-structure-privileges")).contains("PUBLIC", "SELECT");
        assertThat(words("#browser-structure-foreign")).contains("public.kind", "FOREIGN KEY (kind) REFERENCES kind(id)");
        var ddl = lookup("#browser-structure-definition-text", TextArea.class);
        assertThat(ddl.getText()).contains("PARTITION BY RANGE (at)", "CREATE POLICY \"mine\"").doesNotContain("GRANT");
        inFx(() -> {
            lookup("#browser-structure-owner", javafx.scene.control.CheckBox.class).fire();
            return null;
        });
        assertThat(ddl.getText()).contains("GRANT SELECT ON public.event TO PUBLIC;");

        inFx(() -> {
            lookup("#browser-structure-open-event_2025", javafx.scene.control.Hyperlink.class).fire();
            return null;
        });
        // Nobody used the index, and no constraint needs it; the index of the key is needed although it was not used.
        waitFor(() -> model.chosenProperty().get().relation().name().equals("event_2025") && robot.lookup("#browser-structure-indexes").tryQuery().isPresent() && words("#browser-structure-indexes").contains("idle"));
        assertThat(words("#browser-structure-indexes").split("never used", -1)).hasSize(2);
        structure(database, "boat");
        waitFor(() -> robot.lookup("#browser-structure-facts").tryQuery().isPresent() && words("#browser-structure-facts").contains("60"));
        assertThat(words("#browser-structure-facts")).contains("postgres").doesNotContain("never");
        assertThat(unhandled).isEmpty();
    }

    @Test
    void picturesOfChinook() throws Exception {
        String database = SERVER.createChinook();
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme);
            structure(database, "track");
            assertThat(words("#browser-structure-referenced")).contains("public.invoice_line", "public.playlist_track");
            screenshot("structure-chinook-" + theme);
            inFx(() -> {
                var scroll = (javafx.scene.control.ScrollPane) lookup("#browser-structure", Node.class).lookup(".scroll-pane");
                scroll.setVvalue(1);
                return null;
            });
            screenshot("structure-chinook-end-" + theme);
        }
        assertThat(unhandled).isEmpty();
    }

    private void structure(String database, String table) throws Exception {
        choose(database, table);
        inFx(() -> {
            lookup("#browser-tabs", TabPane.class).getSelectionModel().select(1);
            return null;
        });
        waitFor(() -> robot.lookup("#browser-structure-definition").tryQuery().isPresent());
    }
}
