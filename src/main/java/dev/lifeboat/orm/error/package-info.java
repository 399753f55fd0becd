/**
 * What can go wrong, as types: {@link dev.lifeboat.orm.error.DatabaseException} and what it permits. Made from SQLSTATE
 * codes (PostgreSQL manual, appendix A), never from message texts, and free of bound values.
 */
package dev.lifeboat.orm.error;
