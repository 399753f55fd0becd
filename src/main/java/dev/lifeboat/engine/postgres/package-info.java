/** PostgreSQL: reaching a server and naming the layer that failed, its catalog, its tools, and what a dump contains. */
package dev.lifeboat.engine.postgres;
