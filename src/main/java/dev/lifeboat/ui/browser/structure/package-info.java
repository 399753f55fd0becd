/** How a table or view is built: columns, keys, indexes, triggers, size. */
package dev.lifeboat.ui.browser.structure;
