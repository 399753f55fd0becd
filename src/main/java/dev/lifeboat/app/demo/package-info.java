/** The demo stack: a PostgreSQL server of its own with ContainerPub's databases and sample data, and the demo run. */
package dev.lifeboat.app.demo;
