/** The keys that sets are encrypted with: a card of the Settings view, and the sheets that make, import, open and print them. */
package dev.lifeboat.ui.keys;
