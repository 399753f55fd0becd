package dev.lifeboat.ui.browser.tree;

import dev.lifeboat.engine.postgres.CatalogRelation;
import dev.lifeboat.ui.common.Messages;
import java.util.Locale;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** The icon and the word of each kind of relation. */
public final class Icons {
    static final Ikon DATABASE = Feather.DATABASE;
    public static final Ikon SCHEMA = Feather.FOLDER;

    private Icons() {}

    public static Ikon of(CatalogRelation.Kind kind) {
        return switch (kind) {
            case TABLE -> Feather.GRID;
            case PARTITIONED_TABLE -> Feather.LAYERS;
            case VIEW -> Feather.EYE;
            case MATERIALIZED_VIEW -> Feather.CAMERA;
            case FOREIGN_TABLE -> Feather.EXTERNAL_LINK;
        };
    }

    public static String word(CatalogRelation.Kind kind) {
        return Messages.text("browser.kind." + kind.name().toLowerCase(Locale.ROOT));
    }
}
