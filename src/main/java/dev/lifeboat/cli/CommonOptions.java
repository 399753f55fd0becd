package dev.lifeboat.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {

    @Option(names = "--json", description = "Print one JSON document for programs instead of text; errors as well.")
    boolean json;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help.")
    boolean help;
}
