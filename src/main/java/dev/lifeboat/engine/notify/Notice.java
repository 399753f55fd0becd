package dev.lifeboat.engine.notify;

import java.time.Instant;

/**
 * What there is to tell; the JSON document of a webhook.
 *
 * @param text one or two sentences for people, under the name that most chat services show
 */
public record Notice(Event event, String schedule, String stack, String text, Instant at) {

    /** SUCCEEDED is told to pings only: success is quiet. */
    public enum Event { SUCCEEDED, FAILED, RECOVERED, MISSED, TEST }

    /** One to try a channel with. */
    static Notice test() {
        return new Notice(Event.TEST, "", "", "A test of Lifeboat's notifications.", Instant.now());
    }

    /** {@code Lifeboat: nightly of shop failed}. */
    String title() {
        String subject = stack.isEmpty() ? schedule : schedule + " of " + stack;
        return "Lifeboat: " + switch (event) {
            case SUCCEEDED -> subject + " succeeded";
            case FAILED -> subject + " failed";
            case RECOVERED -> subject + " works again";
            case MISSED -> subject + " did not take place";
            case TEST -> "a test";
        };
    }

    boolean bad() {
        return event == Event.FAILED || event == Event.MISSED;
    }
}
