/**
 * The Settings view: how the window looks, where backup sets are kept, which client tools are used. Every setting
 * shows its value and its default, and takes effect when it is changed.
 */
package dev.lifeboat.ui.settings;
