/**
 * Rows out of files into tables: reading CSV and guessing how it is written ({@link dev.lifeboat.engine.transfer.CsvGuess}),
 * and loading it in one transaction ({@link dev.lifeboat.engine.transfer.TableImport}), so that memory does not grow
 * with the file.
 */
package dev.lifeboat.engine.transfer;
