package dev.lifeboat.orm.relation;

/** A row and what belongs to it by three relations. */
public record With3<T, A, B, C>(T row, A first, B second, C third) {}
