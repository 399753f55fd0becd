package dev.lifeboat.ui.browser.read;

import dev.lifeboat.engine.postgres.CatalogColumn;
import java.util.List;

/**
 * Which value is meant.
 *
 * @param position where the page lies that the row is on
 * @param page     all rows of that page
 */
public record ValueAt(PageRequest request, Position position, List<GridRow> page, GridRow row, CatalogColumn column) {}
