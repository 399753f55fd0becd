/** The door of the house: main, which opens the window or hands the arguments to the command line. */
package dev.lifeboat;
