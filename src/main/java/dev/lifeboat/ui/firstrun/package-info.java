/**
 * How one begins: the first view, shown while there is no stack, offers the demo and the form that connects by
 * hand. The form is also what adds a further stack later.
 */
package dev.lifeboat.ui.firstrun;
