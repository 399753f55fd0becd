/** Benchmarks: run by hand, print ratios against the bare tools in the same run, assert nothing. CONTRIBUTING.md has the command. */
package dev.lifeboat.bench;
