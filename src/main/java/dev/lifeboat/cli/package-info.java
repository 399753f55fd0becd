/**
 * The command line: one thin file per command, one place where failures become words and exit codes.
 *
 * <p>A command turns its arguments into a plan or a question for the engine, and prints the answer: text for people,
 * or with {@code --json} one JSON document on stdout. Progress and errors go to stderr. Nothing here ends the JVM.
 */
package dev.lifeboat.cli;
