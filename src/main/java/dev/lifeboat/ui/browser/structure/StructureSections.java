package dev.lifeboat.ui.browser.structure;

import atlantafx.base.theme.Styles;
import dev.lifeboat.engine.postgres.CatalogForeignKey;
import dev.lifeboat.engine.postgres.CatalogStructure;
import dev.lifeboat.engine.postgres.CatalogUpkeep;
import dev.lifeboat.ui.browser.read.RelationAt;
import dev.lifeboat.ui.common.Css;
import dev.lifeboat.ui.common.Facts;
import dev.lifeboat.ui.common.Formats;
import dev.lifeboat.ui.common.Layout;
import dev.lifeboat.ui.common.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;

/** The lines of the sections of a structure. */
final class StructureSections {
    private final Formats formats;
    private final Consumer<RelationAt> opened;

    /** @param opened is told which table was clicked */
    StructureSections(Formats formats, Consumer<RelationAt> opened) {
        this.formats = formats;
        this.opened = opened;
    }

    /** Who owns it, how many rows there are about, and when the server last looked after it. */
    Node facts(CatalogUpkeep upkeep, boolean stored) {
        var facts = new Facts();
        facts.setId("browser-structure-facts");
        facts.add(Messages.text("browser.structure.owner"), upkeep.owner());
        if (!stored) return facts;
        var activity = upkeep.activity();
        facts.add(Messages.text("browser.structure.rows"), activity.estimatedRows() < 0 ? Messages.text("browser.structure.unknown")
                : activity.deadRows() > 0 ? Messages.text("browser.structure.rows.dead", activity.estimatedRows(), activity.deadRows()) : formats.count(activity.estimatedRows()));
        facts.add(Messages.text("browser.structure.vacuumed"), activity.vacuumed().map(formats::time).orElse(Messages.text("browser.structure.never")));
        facts.add(Messages.text("browser.structure.analyzed"), activity.analyzed().map(formats::time).orElse(Messages.text("browser.structure.never")));
        return facts;
    }

    static <T> List<Node> list(List<T> items, Function<T, String> name, Function<T, String> definition) {
        return items.stream().map(item -> entry(Layout.wrapped(name.apply(item)), name.apply(item), definition.apply(item))).toList();
    }

    private static Node entry(Node title, String name, String definition) {
        var entry = Layout.column("browser-definition", title);
        if (!definition.isEmpty()) entry.getChildren().add(Layout.wrapped(definition, Css.CODE, Css.QUIET));
        entry.setAccessibleText(name + ": " + definition);
        return entry;
    }

    /** Each with a link to the table at its other end. @param there which end that is */
    List<Node> keys(String database, List<CatalogForeignKey> keys, Function<CatalogForeignKey, CatalogForeignKey.End> there, List<CatalogStructure.ForeignKey> definitions) {
        return keys.stream().map(key -> {
            var end = there.apply(key);
            var link = link(database, end.relation().schema(), end.table(), () -> opened.accept(new RelationAt(database, end.relation())));
            var name = new Label(key.name());
            name.getStyleClass().add(Css.QUIET);
            var definition = definitions.stream().filter(each -> each.name().equals(key.name()) && each.schema().equals(end.schema()) && each.table().equals(end.table()))
                    .findFirst().map(CatalogStructure.ForeignKey::definition).orElse("");
            return entry(Layout.row(Css.GAP_SMALL, link, name), key.name(), definition);
        }).toList();
    }

    private static Hyperlink link(String database, String schema, String table, Runnable action) {
        var link = new Hyperlink(schema + "." + table);
        link.setId("browser-structure-open-" + table);
        link.setAccessibleText(Messages.text("browser.structure.open", schema + "." + table, database));
        link.getStyleClass().add("browser-structure-link");
        link.setOnAction(_ -> action.run());
        return link;
    }

    /** Size and use stand beside the name; one that only costs is marked in words and colour. */
    List<Node> indexes(List<CatalogStructure.Index> indexes) {
        return indexes.stream().map(index -> {
            List<String> words = new ArrayList<>(List.of(formats.size(index.sizeBytes())));
            if (!index.unused()) index.scans().ifPresent(scans -> words.add(Messages.text("browser.structure.scans", scans)));
            index.lastUsed().ifPresent(at -> words.add(Messages.text("browser.structure.lastUsed", formats.relative(at))));
            if (!index.valid()) words.add(Messages.text("browser.structure.invalid"));
            var name = new Label(index.name());
            var facts = new Label(String.join(" · ", words));
            facts.getStyleClass().add(Css.QUIET);
            var line = Layout.row(Css.GAP, name, facts);
            if (index.unused()) {
                var unused = new Label(Messages.text("browser.structure.unused"));
                unused.getStyleClass().add("browser-unused");
                line.getChildren().add(unused);
            }
            return entry(line, index.name() + ", " + String.join(", ", words), index.definition());
        }).toList();
    }

    List<Node> partitions(String database, List<CatalogUpkeep.Partition> partitions) {
        return partitions.stream().map(partition -> {
            var relation = partition.relation();
            return entry(link(database, relation.schema(), relation.name(), () -> opened.accept(new RelationAt(database, relation))), relation.name(), partition.bounds().orElse(""));
        }).toList();
    }

    /** Beside the policies whether they are in force. */
    static List<Node> policies(CatalogUpkeep upkeep) {
        if (upkeep.policies().isEmpty() && !upkeep.rowSecurity()) return List.of();
        return Stream.concat(Stream.<Node>of(Layout.wrapped(Messages.text(upkeep.rowSecurity() ? "browser.structure.security.on" : "browser.structure.security.off"), Css.QUIET)),
                list(upkeep.policies(), CatalogUpkeep.Policy::name, CatalogUpkeep.Policy::definition).stream()).toList();
    }

    static List<Node> privileges(List<CatalogUpkeep.Privilege> privileges) {
        return list(privileges, CatalogUpkeep.Privilege::grantee, CatalogUpkeep.Privilege::rights);
    }

    /** A heading of a section. */
    static Label heading(String section) {
        var heading = new Label(Messages.text("browser.structure." + section));
        heading.getStyleClass().addAll(Styles.TEXT_BOLD, Css.HEADING);
        return heading;
    }
}
