/** Wiring by plain constructors, the folders and settings of the program, and the demo stack. */
package dev.lifeboat.app;
