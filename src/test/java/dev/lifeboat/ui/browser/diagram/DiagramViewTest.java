package dev.lifeboat.ui.browser.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.app.Settings.Theme;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.testing.TestServer;
import dev.lifeboat.ui.ViewTest;
import dev.lifeboat.ui.browser.read.BrowsedStack;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.browser.read.StackReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DiagramViewTest extends ViewTest {
    @RegisterExtension static final TestServer SERVER = new TestServer();

    @TempDir Path folder;
    private StackReader reader;
    private DiagramModel model;
    private DiagramPane pane;
    private final List<RelationAt> chosen = new ArrayList<>();

    @BeforeEach
    void read() {
        reader = new BrowsedStack(SERVER, folder).reader();
        model = new DiagramModel(tasks());
    }

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void fromOneTableOutwardThroughTheKeyboardTheSearchAndTheFiles() throws Exception {
        String database = chinook();
        open(Theme.LIGHT);
        look(database, "track");
        // Track refers to album, genre and media_type, and invoice_line and playlist_track refer to it.
        assertThat(names()).containsExactlyInAnyOrder("track", "album", "genre", "media_type", "invoice_line", "playlist_track");
        assertThat(lookup("#browser-diagram-facts", Label.class).getText()).isEqualTo("6 tables, 5 keys");
        checkGeometry();
        screenshot("diagram-chinook-track-LIGHT");
        reach(new Reach.Schema());
        waitFor(() -> names().size() == 11);
        checkGeometry();
        screenshot("diagram-chinook-LIGHT");

        inFx(() -> {
            canvas().requestFocus();
            return null;
        });
        robot.push(KeyCode.LEFT);
        assertThat(inFx(() -> canvas().getAccessibleText())).startsWith("Table ").doesNotContain("track,");
        robot.push(KeyCode.PLUS);
        assertThat(canvas().scale()).isGreaterThan(0.4);
        robot.push(KeyCode.DIGIT0);
        robot.clickOn("#browser-diagram-search").write("invoice_l").push(KeyCode.ENTER);
        assertThat(inFx(() -> canvas().getAccessibleText())).isEqualTo("Table invoice_line, 5 columns, 2 keys");
        screenshot("diagram-search-LIGHT");
        inFx(() -> {
            canvas().requestFocus();
            return null;
        });
        robot.push(KeyCode.ENTER);
        assertThat(chosen).singleElement().satisfies(at -> assertThat(at.relation().name()).isEqualTo("invoice_line"));
        robot.push(KeyCode.DIGIT0);
        settle();
        var artist = inFx(() -> canvas().localToScreen(canvas().placeOf("artist").orElseThrow()));
        robot.clickOn(artist);
        assertThat(chosen).hasSize(2).last().satisfies(at -> assertThat(at).isEqualTo(new RelationAt(database, at.relation())).extracting(it -> it.relation().name()).isEqualTo("artist"));

        for (var kind : List.of("png", "svg", "mmd")) inFx(() -> {
            pane.save(kind);
            return null;
        });
        waitFor(() -> List.of("png", "svg", "mmd").stream().allMatch(kind -> Files.exists(folder.resolve(database + "." + kind))));
        var image = ImageIO.read(folder.resolve(database + ".png").toFile());
        var drawing = model.shownProperty().get().drawing();
        assertThat(image.getWidth()).isEqualTo((int) Math.ceil((drawing.width() + 48) * 2));
        assertThat(Files.readString(folder.resolve(database + ".svg"))).contains(">invoice_line</text>");
        assertThat(Files.readString(folder.resolve(database + ".mmd"))).startsWith("erDiagram\n").contains("employee |o--o{ employee : \"reports_to\"", "album ||--o{ track : \"album_id\"".replace("||", "|o"));
        robot.clickOn("#browser-diagram-export").clickOn("#browser-diagram-copy-mermaid");
        waitFor(() -> Clipboard.getSystemClipboard().getString() != null && Clipboard.getSystemClipboard().getString().startsWith("erDiagram"));
        assertThat(unhandled).isEmpty();
    }

    @Test
    void twoHundredTablesAreDrawnWhole() throws Exception {
        String database = SERVER.createDatabase("large");
        SERVER.execute(database, """
                do $$ begin
                  for i in 1..200 loop
                    execute format('create table t_%s(id int primary key, name text, created_at timestamptz, amount numeric(10,2))', i);
                  end loop;
                  for i in 1..200 loop
                    for j in 1..(i % 3) loop
                      execute format('alter table t_%s add r_%s int references t_%s', i, j, case when i % 2 = 0 then 1 + i % 5 else 1 + (i * 7 + j * 13) % i end);
                    end loop;
                  end loop;
                end $$""");
        open(Theme.LIGHT);
        inFx(() -> {
            model.reachProperty().set(new Reach.Schema());
            return null;
        });
        look(database, "t_1");
        // i % 3 keys each: 66 full rounds of 0 + 1 + 2, then 1 (199) and 2 (200).
        assertThat(lookup("#browser-diagram-facts", Label.class).getText()).isEqualTo("200 tables, 201 keys");
        checkGeometry();
        screenshot("diagram-200-LIGHT");
        inFx(() -> {
            dev.lifeboat.ui.shell.Stages.theme(Theme.DARK);
            return null;
        });
        screenshot("diagram-200-DARK");
        if (System.getProperty("lifeboat.screenshots") != null) {
            var diagram = model.shownProperty().get().diagram();
            for (int i = 0; i < 4; i++) {
                long start = System.nanoTime();
                Drawing.of(diagram, true);
                Files.writeString(Path.of(System.getProperty("lifeboat.screenshots"), "layout-200.txt"), "200 tables laid out in " + (System.nanoTime() - start) / 1_000_000 + " ms\n",
                        java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
            }
        }
        assertThat(unhandled).isEmpty();
    }

    @Test
    void picturesInTheDark() throws Exception {
        String database = chinook();
        open(Theme.DARK);
        look(database, "track");
        reach(new Reach.Schema());
        waitFor(() -> names().size() == 11);
        screenshot("diagram-chinook-DARK");
        var light = Files.readString(saved(database, "svg"));
        assertThat(light).contains("<rect");
    }

    private Path saved(String database, String kind) throws Exception {
        inFx(() -> {
            pane.save(kind);
            return null;
        });
        waitFor(() -> Files.exists(folder.resolve(database + "." + kind)));
        return folder.resolve(database + "." + kind);
    }

    private void checkGeometry() {
        var drawing = model.shownProperty().get().drawing();
        var boxes = drawing.boxes();
        LayeredLayoutTest.check(boxes.stream().map(box -> new LayeredLayout.Size(box.width(), box.height())).toList(),
                drawing.lines().stream().map(line -> {
                    var from = drawing.boxOf(line.key().from().oid()).orElseThrow();
                    var to = drawing.boxOf(line.key().to().oid()).orElseThrow();
                    return new LayeredLayout.Link(boxes.indexOf(from), from.port(line.key().from().columns().getFirst()), boxes.indexOf(to), to.port(line.key().to().columns().getFirst()));
                }).toList(),
                new LayeredLayout.Result(boxes.stream().map(box -> new LayeredLayout.Point(box.x(), box.y())).toList(),
                        drawing.lines().stream().map(Drawing.Line::points).toList(), drawing.width(), drawing.height()));
    }

    private List<String> names() {
        return model.shownProperty().get().diagram().tables().stream().map(table -> table.name()).toList();
    }

    private void open(Theme theme) throws Exception {
        org.testfx.api.FxToolkit.registerPrimaryStage();
        pane = inFx(() -> new DiagramPane(model, chosen::add, name -> Optional.of(folder.resolve(model.shownProperty().get().database() + name.substring(name.lastIndexOf('.'))))));
        show(pane, theme, 1000, 760);
    }

    private void look(String database, String table) throws Exception {
        CatalogRelation relation = BrowsedStack.relation(reader, database, "public", table);
        inFx(() -> {
            model.show(reader, new RelationAt(database, relation));
            model.load();
            return null;
        });
        waitFor(() -> model.shownProperty().get() != null);
        settle();
    }

    @SuppressWarnings("unchecked")
    private void reach(Reach reach) throws Exception {
        inFx(() -> {
            lookup("#browser-diagram-reach", ComboBox.class).setValue(reach);
            return null;
        });
    }

    private DiagramCanvas canvas() {
        return lookup("#browser-diagram-canvas", DiagramCanvas.class);
    }

    private static String chinook() throws Exception {
        return SERVER.createChinook();
    }
}
