package dev.lifeboat.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.containerpub.ContainerPub;
import dev.lifeboat.orm.Db;
import dev.lifeboat.ui.browser.tree.TreeEntry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

class FunctionsViewTest extends OpenedBrowser {
    @Test
    void functionsWithTheirOwnersVersionsAndCalls() throws Exception {
        String database = SERVER.createDatabase("dart_cloud");
        try (var db = Db.over(() -> SERVER.connect(database))) {
            db.schema().create(ContainerPub.MAIN);
        }
        SERVER.execute(database, "insert into users(email, password_hash) values ('ada@example.org', 'x'), ('bob@example.org', 'x')",
                "insert into functions(user_id, name, status) values (1, 'send-mail', 'active'), (2, 'resize-image', 'active')",
                "insert into function_deployments(function_id, version, image_tag, s3_key, status, is_active) select 1, v, 'mail:' || v, 's3/' || v, 'ready', v = 2 from generate_series(1, 3) v",
                "update functions set active_deployment_id = (select id from function_deployments where version = 2) where id = 1",
                // 100, 200, 300 and 400 ms in the last hours, the last of them failed; one 20 days ago.
                "insert into function_invocations(function_id, status, duration_ms, success, \"timestamp\") select 1, 'done', 100 * i, i < 4, now() at time zone 'UTC' - (5 - i) * interval '1 minute' from generate_series(1, 4) i",
                "insert into function_invocations(function_id, status, duration_ms, success, \"timestamp\") values (1, 'done', 1000, true, now() at time zone 'UTC' - interval '20 days')");
        for (var theme : List.of(Theme.LIGHT, Theme.DARK)) {
            open(theme);
            read(database);
            waitFor(() -> schema(database).getChildren().stream().anyMatch(each -> each.getValue() instanceof TreeEntry.Folder));
            select(database(database).getChildren().getFirst().getChildren().getFirst());
            waitFor(() -> rows("#functions-table") == 2);
            assertThat(lookup("#functions-where", Label.class).getText()).isEqualTo("ContainerPub · " + database + " · 2 functions");
            // The newest first. Of 100, 200, 300 and 400 half take no longer than 250, and 19 of 20 no longer than 385.
            waitFor(() -> row(0).startsWith("resize-image | bob@example.org | 0 |  |  |  | "));
            waitFor(() -> row(1).startsWith("send-mail | ada@example.org | 4 | 75 % | 250 ms | 385 ms | "));
            // Further to the right there are no cells before one scrolls there.
            assertThat(inFx(() -> lookup("#functions-table", TableView.class).getVisibleLeafColumn(7).getCellData(0))).isEqualTo("none of 0");
            assertThat(inFx(() -> lookup("#functions-table", TableView.class).getVisibleLeafColumn(7).getCellData(1))).isEqualTo("2 of 3");
            robot.clickOn("#functions-period-2");
            waitFor(() -> row(1).contains(" | 5 | 80 % | 300 ms | 880 ms | "));
            inFx(() -> {
                lookup("#functions-table", TableView.class).getSelectionModel().select(1);
                return null;
            });
            waitFor(() -> rows("#functions-versions") == 3);
            assertThat(inFx(() -> rows("#functions-days"))).isEqualTo(14);
            screenshot("functions-" + theme);

            choose(database, "users");
            waitFor(() -> !lookup("#browser-functions", Node.class).isVisible() && lookup("#browser-name", Label.class).getText().equals("users"));
            select(database(database).getChildren().getFirst().getChildren().getFirst());
            waitFor(() -> lookup("#browser-functions", Node.class).isVisible());
            inFx(() -> {
                tree().requestFocus();
                return null;
            });
            robot.press(KeyCode.ALT).push(KeyCode.LEFT).release(KeyCode.ALT);
            waitFor(() -> !lookup("#browser-functions", Node.class).isVisible());
            rowsAreThere();
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void aDatabaseWithoutCallsOffersNone() throws Exception {
        String database = SERVER.createDatabase("half");
        SERVER.execute(database, "create table users(id int primary key)", "create table functions(id int primary key)", "create table function_deployments(id int primary key)");
        open(Theme.LIGHT);
        var pub = read(database).getChildren().getFirst();
        assertThat(pub.getChildren()).noneMatch(each -> each.getValue() instanceof TreeEntry.Functions);
        assertThat(unhandled).isEmpty();
    }

    private int rows(String table) {
        return robot.lookup(table).queryAllAs(TableView.class).stream().mapToInt(each -> each.getItems().size()).sum();
    }

    private String row(int index) {
        @SuppressWarnings("unchecked")
        TableView<Object> table = lookup("#functions-table", TableView.class);
        return IntStream.range(0, 7).mapToObj(column -> robot.from(table).lookup(".table-cell").queryAll().stream().map(javafx.scene.control.TableCell.class::cast)
                .filter(cell -> cell.getIndex() == index && cell.getTableColumn() == table.getColumns().get(column)).map(cell -> java.util.Objects.requireNonNullElse(cell.getText(), "")).findFirst().orElse("?"))
                .collect(Collectors.joining(" | "));
    }
}
