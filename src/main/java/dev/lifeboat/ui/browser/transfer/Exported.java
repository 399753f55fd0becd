package dev.lifeboat.ui.browser.transfer;

/** What an export has written. */
public record Exported(long rows, long bytes) {}
