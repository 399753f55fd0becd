/**
 * What a query says, as values: columns ({@link dev.lifeboat.orm.query.Columns#col}), conditions
 * ({@link dev.lifeboat.orm.query.Cond}), orders and assignments, and the one renderer that turns them into SQL with bound
 * parameters ({@link dev.lifeboat.orm.query.SqlWriter}). Typed columns of entities and columns known only by name are two
 * kinds of {@link dev.lifeboat.orm.query.ColumnRef} in the same tree. Nothing here talks to a database.
 */
package dev.lifeboat.orm.query;
