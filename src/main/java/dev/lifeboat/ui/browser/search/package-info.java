/** Finding by name: tables of every opened database as one types, columns and functions when asked for. */
package dev.lifeboat.ui.browser.search;
