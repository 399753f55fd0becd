package dev.lifeboat.cli;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.backup.BackupHandling;
import dev.lifeboat.engine.backup.Hook;
import dev.lifeboat.engine.backup.OptionWords;
import dev.lifeboat.engine.repository.Compression;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say how a backup goes about its work. */
final class HandlingOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*([KMGT]?)(i?B?)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    @Option(names = "--compression", paramLabel = "HOW", description = "zstd, gzip or none. Default: ${DEFAULT-VALUE}.", defaultValue = "zstd")
    String compression = "zstd";

    @Option(names = "--level", paramLabel = "N", description = "Compression level: 1 (fast) to 19 (small) for zstd, to 9 for gzip. Default: ${DEFAULT-VALUE}.", defaultValue = "3")
    int level = 3;

    @Option(names = "--workers", paramLabel = "N", description = "Compression threads of zstd besides the one that reads. Default: as many as fit.")
    Optional<Integer> workers = Optional.empty();

    @Option(names = "--parallel", paramLabel = "N", description = "Databases dumped at the same time. Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    int parallel = 1;

    @Option(names = "--limit-rate", paramLabel = "RATE", description = "Read so many bytes a second at most, as 5M or 500K. A full backup pauses services for longer by it.")
    Optional<String> rate = Optional.empty();

    @Option(names = "--time-out", paramLabel = "TIME", description = "Stop the backup when it takes longer, as 90m or 4h.")
    Optional<String> timeOut = Optional.empty();

    @Option(names = "--before", paramLabel = "COMMAND", description = "Run this before; the backup fails with it. No shell; quotes keep words together.")
    Optional<String> before = Optional.empty();

    @Option(names = "--after", paramLabel = "COMMAND", description = "Run this at the end, with LIFEBOAT_OUTCOME; its failure is a warning.")
    Optional<String> after = Optional.empty();

    @Option(names = "--hook-time-out", paramLabel = "TIME", description = "How long each of these may take. Default: ${DEFAULT-VALUE}.", defaultValue = "5m")
    String hookTimeOut = "5m";

    /** @throws Failure.BadInput when one of them is nothing that can be done */
    BackupHandling handling() {
        Compression how = Compression.of(compression.toLowerCase(Locale.ROOT)).orElseThrow(() ->
                new Failure.BadInput("The compression is \"" + compression + "\"; it is zstd, gzip or none."));
        if (how.highestLevel() > 0 && (level < 1 || level > how.highestLevel())) {
            throw new Failure.BadInput("The level is " + level + "; it goes from 1 to " + how.highestLevel() + ".");
        }
        Duration hookLimit = time("--hook-time-out", hookTimeOut);
        return new BackupHandling(how, workers.map(OptionalInt::of).orElse(OptionalInt.empty()), rate.map(text -> OptionalLong.of(bytes(text))).orElse(OptionalLong.empty()), parallel,
                timeOut.map(text -> time("--time-out", text)), before.map(line -> Hook.of(line, hookLimit)), after.map(line -> Hook.of(line, hookLimit)));
    }

    /** The options again, as a person would type those that are not as usual. */
    CommandText addTo(CommandText command) {
        OptionWords.of(handling(), level).forEach(command::add);
        return command;
    }

    /** {@code 500K}, {@code 5M}, {@code 5 MiB}: multiples of 1024. */
    static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure.BadInput("The rate \"" + text + "\" is none; write it as 500K, 5M or 1G, in bytes a second.");
        }
        long unit = 1L << 10 * ("KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT)) + 1);
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), matcher.group(2).isEmpty() ? 1 : unit);
        } catch (ArithmeticException e) {
            throw new Failure.BadInput("The rate " + text + " is more than there is.");
        }
    }

    /** {@code 30s}, {@code 90m}, {@code 4h}, {@code 1d}. */
    static Duration time(String option, String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new Failure.BadInput("The time \"" + text + "\" of " + option + " is none; write it as 30s, 90m or 4h.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
