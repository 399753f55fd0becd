/**
 * How Java values become PostgreSQL values and back: one {@link dev.lifeboat.orm.type.Codec} per Java type, kept in
 * {@link dev.lifeboat.orm.type.Codecs}. Nothing here knows tables or queries.
 */
package dev.lifeboat.orm.type;
