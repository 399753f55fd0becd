/**
 * What a query says, as values: columns ({@link dev.lifeboat.orm.query.Columns#col}) and what SQL makes of them
 * ({@link dev.lifeboat.orm.query.Operand}), conditions ({@link dev.lifeboat.orm.query.Cond}), orders and assignments. Typed
 * columns of entities and columns known only by name are two kinds of {@link dev.lifeboat.orm.query.ColumnRef} in the same
 * tree.
 *
 * <p>A {@link dev.lifeboat.orm.query.Select} is a query without a connection: a {@link dev.lifeboat.orm.query.Source} (a
 * table, a join, a shape) and what was told. Written into a statement, each source gets its
 * {@link dev.lifeboat.orm.query.Placed place}, which knows what its columns are called there; the one renderer
 * ({@link dev.lifeboat.orm.query.SqlWriter}) asks the place. Values are always bound. Nothing here talks to a database.
 */
package dev.lifeboat.orm.query;
