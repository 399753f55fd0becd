/**
 * What a record says about its table: {@link dev.lifeboat.orm.mapping.EntityModel}, read once per record and database, with
 * every mistake reported at the first use, and the composed method handle that makes rows.
 */
package dev.lifeboat.orm.mapping;
