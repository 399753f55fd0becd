package dev.lifeboat.engine.transfer;

import java.util.OptionalLong;

/**
 * Something that keeps a file from being imported.
 *
 * @param line   where the record begins, from 1; empty when it is no single record's fault
 * @param column of the table, or several with commas between; blank when it is no single column's fault
 * @param what   one sentence, as a rule the server's
 */
public record ImportProblem(OptionalLong line, String column, String what) {}
