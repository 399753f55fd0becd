/**
 * How the Browser asks the server: requests, answers and values, without nodes. {@link dev.lifeboat.ui.browser.read.StackReader}
 * is called in the background; a newer click makes an older answer worthless: {@link dev.lifeboat.ui.browser.read.LatestRead}
 * stops the one and drops the other. Nothing here changes a database.
 */
package dev.lifeboat.ui.browser.read;
