package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogObject;
import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import java.util.Optional;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** What a schema holds beside its tables, each kind in a folder of its own. */
public enum Group {
    VIEWS(Feather.EYE), MATERIALIZED_VIEWS(Feather.CAMERA), FOREIGN_TABLES(Feather.EXTERNAL_LINK),
    FUNCTIONS(Feather.CODE), SEQUENCES(Feather.HASH), TYPES(Feather.TAG), EXTENSIONS(Feather.PACKAGE);

    private final Ikon icon;

    Group(Ikon icon) {
        this.icon = icon;
    }

    Ikon icon() {
        return icon;
    }

    String word() {
        return Messages.text("browser.group." + name().toLowerCase(Locale.ROOT));
    }

    /** The folder of a relation; tables lie in their schema itself. */
    static Optional<Group> of(CatalogRelation.Kind kind) {
        return switch (kind) {
            case TABLE, PARTITIONED_TABLE -> Optional.empty();
            case VIEW -> Optional.of(VIEWS);
            case MATERIALIZED_VIEW -> Optional.of(MATERIALIZED_VIEWS);
            case FOREIGN_TABLE -> Optional.of(FOREIGN_TABLES);
        };
    }

    static Group of(CatalogObject.Kind kind) {
        return switch (kind) {
            case FUNCTION -> FUNCTIONS;
            case SEQUENCE -> SEQUENCES;
            case TYPE -> TYPES;
            case EXTENSION -> EXTENSIONS;
        };
    }
}
