package dev.lifeboat.engine.schedule;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.JsonFolder;
import dev.lifeboat.engine.ShellWord;
import dev.lifeboat.engine.backup.BackupChoices;
import dev.lifeboat.engine.backup.OptionWords;
import dev.lifeboat.engine.repository.Rotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Something that is done again and again; immutable.
 *
 * @param name   made like a stack's
 * @param stack  whose databases or sets
 * @param zone   whose clock {@code cron} means
 * @param jitter each run begins by up to so much later than planned, so that many hosts do not begin at once; whole minutes
 * @param since  runs planned before were never promised
 * @param choices of a backup; as usual for what makes no set
 */
public record Schedule(String name, String stack, Action action, Cron cron, ZoneId zone, Duration jitter, Instant since, BackupChoices choices) {

    /** The most that a run may be put off. */
    public static final Duration LONGEST_JITTER = Duration.ofHours(12);

    /** A run that has not begun so long after its time is overdue. */
    static final Duration GRACE = Duration.ofMinutes(10);

    /** As usual. */
    public Schedule(String name, String stack, Action action, Cron cron, ZoneId zone, Duration jitter, Instant since) {
        this(name, stack, action, cron, zone, jitter, since, BackupChoices.USUAL);
    }

    /** All that is wrong, one sentence each; empty when it can be saved. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>(JsonFolder.problemsOfName(name));
        if (jitter.isNegative() || jitter.compareTo(LONGEST_JITTER) > 0) {
            problems.add("The jitter is from 0 to " + LONGEST_JITTER.toMinutes() + " minutes, not " + jitter.toMinutes() + ".");
        }
        if (action.kind().isPresent()) {
            problems.addAll(choices.problems(action.kind().get()));
        } else if (!choices.equals(BackupChoices.USUAL)) {
            problems.add("The options of a backup mean nothing where none is taken.");
        }
        if (choices.needsPassphrase()) {
            problems.add("Nobody is there to type the passphrase of a scheduled backup: encrypt it to keys.");
        }
        return List.copyOf(problems);
    }

    /** The options of its backups as words of a command line; empty when they are as usual. */
    public List<String> options() {
        return OptionWords.of(choices);
    }

    /** What a run of {@link Action#VERIFY} reads again, and by when. */
    public Rotation rotation(Instant now) {
        Duration every = interval(now);
        return new Rotation(every.multipliedBy(3).compareTo(Rotation.DEFAULT.within()) > 0 ? every.multipliedBy(3) : Rotation.DEFAULT.within(), every);
    }

    /** The command line that does once what a run does. */
    public String command() {
        return "lifeboat " + switch (action) {
            case BACKUP_DATABASE -> "backup database --stack " + stack;
            case BACKUP_VOLUMES -> "backup volumes --stack " + stack;
            case BACKUP_FULL -> "backup full --stack " + stack;
            case BACKUP_BASE -> "backup base --stack " + stack;
            case PRUNE -> "sets prune --stack " + stack + " --yes";
            case VERIFY, REPLICATE -> "schedule run " + name;
        } + options().stream().map(word -> " " + ShellWord.quoted(word)).collect(Collectors.joining());
    }

    /** {@code Back up shop (nightly)}. */
    public String title() {
        return action.title(stack) + " (" + name + ")";
    }

    /** The time of the first run planned after an instant. */
    public Optional<Instant> planned(Instant after) {
        return cron.next(after, zone);
    }

    /** When the run that is planned for a time begins: the same whoever asks. */
    public Instant start(Instant planned) {
        long seconds = jitter.toSeconds();
        if (seconds == 0) {
            return planned;
        }
        CRC32 sum = new CRC32();
        sum.update((name + "@" + planned).getBytes(StandardCharsets.UTF_8));
        return planned.plusSeconds(sum.getValue() % (seconds + 1));
    }

    /** How far apart the next two planned runs are; a day when there are not two. */
    Duration interval(Instant now) {
        List<Instant> two = cron.next(now, zone, 2);
        return two.size() < 2 ? Duration.ofDays(1) : Duration.between(two.get(0), two.get(1));
    }

    /** When the next runs begin. */
    public List<Instant> nextStarts(Instant now, int count) {
        List<Instant> starts = new ArrayList<>();
        Optional<Instant> planned = planned(now.minus(jitter));
        while (planned.isPresent() && starts.size() < count) {
            Instant start = start(planned.get());
            if (start.isAfter(now)) {
                starts.add(start);
            }
            planned = planned(planned.get());
        }
        return List.copyOf(starts);
    }

    /** @throws Failure.BadInput with all that is wrong */
    void refuseProblems(String prefix) {
        if (!problems().isEmpty()) {
            throw new Failure.BadInput(prefix + String.join(" ", problems()));
        }
    }

    @Override public boolean equals(Object other) {
        return other instanceof Schedule that && name.equals(that.name) && stack.equals(that.stack) && action == that.action
                && cron.text().equals(that.cron.text()) && zone.equals(that.zone) && jitter.equals(that.jitter) && since.equals(that.since)
                && choices.equals(that.choices);
    }

    @Override public int hashCode() {
        return Objects.hash(name, stack, action, cron.text(), zone, jitter, since, choices);
    }
}
