/** The tree of databases, schemas, tables and views, read branch by branch as it is opened, with a search across names. */
package dev.lifeboat.ui.browser.tree;
