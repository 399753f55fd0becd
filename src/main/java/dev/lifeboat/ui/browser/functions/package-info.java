/** How the functions of a ContainerPub database are doing: whose they are, their versions, and how their calls went. */
package dev.lifeboat.ui.browser.functions;
