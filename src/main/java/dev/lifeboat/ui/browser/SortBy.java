package dev.lifeboat.ui.browser;

/** One column of the order that was asked for. */
record SortBy(String column, boolean descending) {}
