package dev.lifeboat.engine.replication;

import dev.lifeboat.engine.Failure;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/**
 * The hours of the day in which sets are copied to a destination, by the clock of this computer; over midnight when it
 * ends before it begins.
 *
 * @param from included
 * @param to   excluded; another time than {@code from}
 */
public record Window(LocalTime from, LocalTime to) {

    public Window {
        if (from.equals(to)) {
            throw new Failure.BadInput("The window from " + from + " to " + to + " has no length.", "Leave it out when all day is meant.");
        }
    }

    /** {@code 22:00-06:00}. @throws Failure.BadInput for any other form */
    public static Window parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new Window(LocalTime.parse(text.substring(0, Math.max(0, dash)).strip()), LocalTime.parse(text.substring(dash + 1).strip()));
        } catch (DateTimeParseException _) {
            throw new Failure.BadInput("\"" + text + "\" is not a window of time.", "It looks like 22:00-06:00.");
        }
    }

    public boolean contains(LocalTime time) {
        boolean afterBegin = !time.isBefore(from);
        boolean beforeEnd = time.isBefore(to);
        return from.isBefore(to) ? afterBegin && beforeEnd : afterBegin || beforeEnd;
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
