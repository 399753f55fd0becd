/**
 * One value, shown by what it is: text, JSON as a tree, bytes, an image, the elements of an array, a moment in several
 * zones. However long it is, only what is looked at is in memory. {@link dev.lifeboat.ui.browser.value.ValuePane} shows
 * what {@link dev.lifeboat.ui.browser.value.ValueModel} reads.
 */
package dev.lifeboat.ui.browser.value;
