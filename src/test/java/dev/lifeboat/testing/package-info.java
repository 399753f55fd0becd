/** What tests share: a real PostgreSQL server for the whole run, and the reasons why a test cannot run here. */
package dev.lifeboat.testing;
