/** What the program itself ran against the rows of databases, without any value: for those who want to know what a click costs. */
package dev.lifeboat.ui.browser.executed;
