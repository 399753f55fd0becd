/**
 * Entities as DDL, and DDL beside what is there: {@link dev.lifeboat.orm.schema.TableDdl} writes the statements that create
 * tables, {@link dev.lifeboat.orm.schema.SchemaDiff} tells by which {@link dev.lifeboat.orm.schema.Change}s a database differs,
 * {@link dev.lifeboat.orm.schema.MigrationFile} is a step in plain SQL. The doors are {@code Db.schema()} and its
 * {@code migrations(folder)}.
 */
package dev.lifeboat.orm.schema;
