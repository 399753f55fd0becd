/** Entities as DDL: {@link dev.lifeboat.orm.schema.TableDdl} writes the statements that create their tables. */
package dev.lifeboat.orm.schema;
