package dev.lifeboat.orm.relation;

/** A row and what belongs to it by two relations. */
public record With2<T, A, B>(T row, A first, B second) {}
