/** Who is told how scheduled runs come out: a card of the Settings view, and the sheet that adds and changes one. */
package dev.lifeboat.ui.notify;
