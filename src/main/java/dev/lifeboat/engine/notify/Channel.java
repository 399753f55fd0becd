package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import dev.lifeboat.engine.secret.Secret;
import java.net.URI;

/**
 * Where a notice goes.
 *
 * @param name made like a stack's
 * @param url  whoever knows it can write there, so it is kept and shown as a secret is
 */
public record Channel(String name, Type type, Secret url) {

    /** WEBHOOK: a JSON document on failure, recovery and missed runs. PING: a GET after each success, {@code <url>/fail} after a failure. */
    public enum Type { WEBHOOK, PING }

    /** @throws Failure.BadInput when it is no http or https address; its text is not repeated */
    public Channel {
        address(url);
    }

    /** The part that may be shown: {@code https://hooks.example.org/...}. */
    public String shown() {
        URI address = address(url);
        return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()) + "/...";
    }

    URI address() {
        return address(url);
    }

    private static URI address(Secret url) {
        try {
            URI address = URI.create(url.reveal());
            if (address.getHost() != null && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // said below, without the text: it may be a secret with a slip in it
        }
        throw new Failure.BadInput("The address of a notification must begin with https:// or http:// and name a host.");
    }
}
