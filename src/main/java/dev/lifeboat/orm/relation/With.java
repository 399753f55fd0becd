package dev.lifeboat.orm.relation;

/**
 * A row and what belongs to it.
 *
 * @param related what was loaded: a List, an Optional, a count, or a pivot's row
 */
public record With<T, X>(T row, X related) {}
