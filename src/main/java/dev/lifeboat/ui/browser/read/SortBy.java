package dev.lifeboat.ui.browser.read;

/** One column of the order that was asked for. */
public record SortBy(String column, boolean descending) {}
