package dev.lifeboat.ui.common;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/** A place the window can be at: one entry of the navigation, in the order of its shortcuts (Ctrl+1 is the first). */
public enum Place {
    OVERVIEW("overview", Feather.HOME),
    BROWSER("browser", Feather.DATABASE),
    BACKUPS("backups", Feather.ARCHIVE),
    RESTORE("restore", Feather.LIFE_BUOY),
    REPLICATION("replication", Feather.COPY),
    SCHEDULES("schedules", Feather.CLOCK),
    ACTIVITY("activity", Feather.ACTIVITY),
    SETTINGS("settings", Feather.SETTINGS);

    private final String id;
    private final Ikon icon;

    Place(String id, Ikon icon) {
        this.id = id;
        this.icon = icon;
    }

    /** The name used in node ids, such as {@code nav-overview}. */
    public String id() {
        return id;
    }

    /** The name a person reads. */
    public String title() {
        return Messages.text("place." + id);
    }

    public Ikon icon() {
        return icon;
    }
}
