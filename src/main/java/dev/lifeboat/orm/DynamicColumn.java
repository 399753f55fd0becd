package dev.lifeboat.orm;

/**
 * A column of a table known only at run time.
 *
 * @param name     as PostgreSQL stores it
 * @param type     for people: {@code character varying(255)}
 * @param cast     the type as SQL writes it, quoted and qualified where needed, without a length
 * @param nullable whether it may hold NULL
 * @param padded   whether it is {@code char(n)}, whose cast to text would lose its blanks
 * @param computed whether the database makes every value itself, so that none can be written
 */
public record DynamicColumn(String name, String type, String cast, boolean nullable, boolean padded, boolean computed) {}
