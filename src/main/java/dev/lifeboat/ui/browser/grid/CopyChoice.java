package dev.lifeboat.ui.browser.grid;

/** How a person copies; remembered. @param headers whether the names of the columns stand first */
public record CopyChoice(CopyForm form, boolean headers) {
    static final CopyChoice FIRST = new CopyChoice(CopyForm.TSV, true);
}
