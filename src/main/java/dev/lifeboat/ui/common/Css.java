package dev.lifeboat.ui.common;

/** The style classes of our own stylesheets, beside those of {@code atlantafx.base.theme.Styles}. */
public final class Css {
    /** Distances between the children of a row or column: 4, 8, 16 and 24 pixels. */
    public static final String GAP_SMALL = "gap-small";
    public static final String GAP = "gap";
    public static final String GAP_LARGE = "gap-large";
    public static final String GAP_HUGE = "gap-huge";

    /** Text beside a value or under a heading, quieter than the rest. */
    public static final String QUIET = "quiet";
    /** Names, paths and commands, in a fixed-width font. */
    public static final String CODE = "code";
    /** Numbers in a column, aligned to the right. */
    public static final String NUMERIC = "numeric";
    /** A surface with a border, on which related things lie. */
    public static final String CARD = "lb-card";
    /** A heading inside a view, one step below the view's title. */
    public static final String HEADING = "lb-heading";

    private Css() {}
}
