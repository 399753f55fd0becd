package dev.lifeboat.cli;

import dev.lifeboat.engine.job.JobSnapshot;
import dev.lifeboat.engine.job.Unit;

/** One line that says how far a job is, fitted to a width. */
final class ProgressLine {

    private static final int BAR = 24;
    /** Beyond four days, the rate is too low to say anything. */
    private static final double LONGEST_ESTIMATE_SECONDS = 4 * 86_400.0;

    private final Words words;

    ProgressLine(Words words) {
        this.words = words;
    }

    /** {@code Dumping shop  [#####.....]  42 %  8.4 MiB of 20.0 MiB  4.2 MiB/s  about 3 s left  public.orders} */
    String bar(JobSnapshot job, int width) {
        StringBuilder line = new StringBuilder(job.phase());
        job.fraction().ifPresent(fraction -> {
            int full = (int) (fraction * BAR);
            line.append("  [").append("#".repeat(full)).append(".".repeat(BAR - full)).append("] ").append(percent(fraction));
        });
        String amount = amount(job);
        line.append(amount.isEmpty() ? "" : "  " + amount);
        if (job.unit() == Unit.BYTES && job.unitsPerSecond() >= 1) {
            line.append("  ").append(words.size(Math.round(job.unitsPerSecond()))).append("/s");
        }
        line.append(estimate(job));
        if (!job.item().isEmpty()) {
            line.append("  ").append(job.item());
        }
        return fit(line.toString(), width);
    }

    /** {@code Dumping shop: 42 %, 8.4 MiB of 20.0 MiB} */
    String plain(JobSnapshot job) {
        String amount = amount(job);
        String percent = job.fraction().map(fraction -> percent(fraction).strip()).orElse("");
        String both = percent.isEmpty() || amount.isEmpty() ? percent + amount : percent + ", " + amount;
        return both.isEmpty() ? job.phase() : job.phase() + ": " + both;
    }

    /** Never above 100, and 100 only when all is done. */
    private static String percent(double fraction) {
        return String.format("%3d %%", (int) Math.clamp(fraction * 100, 0, 100));
    }

    private String amount(JobSnapshot job) {
        if (job.done() <= 0 && job.total() <= 0) {
            return "";
        }
        return job.total() > 0 ? quantity(Math.min(job.done(), job.total()), job.unit()) + " of " + quantity(job.total(), job.unit())
                : quantity(job.done(), job.unit());
    }

    private String quantity(long amount, Unit unit) {
        return switch (unit) {
            case BYTES -> words.size(amount);
            case ROWS -> words.count(amount, "row");
            case TABLES -> words.count(amount, "table");
            case FILES -> words.count(amount, "file");
            case STEPS -> words.count(amount, "step");
        };
    }

    private String estimate(JobSnapshot job) {
        long left = job.total() - job.done();
        if (job.total() <= 0 || left <= 0 || job.unitsPerSecond() <= 0) {
            return "";
        }
        double seconds = left / job.unitsPerSecond();
        return seconds < 2 || seconds > LONGEST_ESTIMATE_SECONDS ? "" : "  about " + words.seconds(Math.round(seconds)) + " left";
    }

    private static String fit(String line, int width) {
        int room = Math.max(10, width - 1); // a full last column would make some terminals wrap
        return line.codePointCount(0, line.length()) <= room ? line : line.substring(0, line.offsetByCodePoints(0, room - 1)) + "~";
    }
}
