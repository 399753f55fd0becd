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
}
