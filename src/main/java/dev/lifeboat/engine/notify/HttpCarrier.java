package dev.lifeboat.engine.notify;

import dev.lifeboat.engine.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** A request to a web server. */
final class HttpCarrier implements Carrier {

    private final HttpClient http;
    private final Channel channel;
    private final Function<Notice, HttpRequest> request;

    HttpCarrier(HttpClient http, Channel channel, Function<Notice, HttpRequest> request) {
        this.http = http;
        this.channel = channel;
        this.request = request;
    }

    @Override public Optional<Trouble> carry(Notice notice) throws InterruptedException {
        try {
            int status = http.send(request.apply(notice), HttpResponse.BodyHandlers.discarding()).statusCode();
            // A refusal would be repeated, unless it is for the moment: RFC 9110, 15.5.
            boolean passing = status / 100 != 4 || status == 408 || status == 429;
            return status / 100 == 2 ? Optional.empty() : Optional.of(new Trouble(failure("it answered " + status), passing));
        } catch (SSLException e) {
            return Optional.of(new Trouble(failure("its certificate or TLS was not accepted (" + e.getMessage() + ")"), false));
        } catch (IOException e) {
            return Optional.of(new Trouble(failure(words(e)), true));
        }
    }

    private static String words(IOException e) {
        if (e instanceof ConnectException) {
            return e.getCause() instanceof UnresolvedAddressException || e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException
                    ? "the name of its host does not resolve" : "nothing answers there";
        }
        return e instanceof java.net.http.HttpTimeoutException ? "it did not answer in time" : e.getClass().getSimpleName();
    }

    private Failure failure(String problem) {
        return new Failure.ToolFailed("The notification " + channel.name() + " did not reach " + channel.shown() + ": " + problem + ".", "", null,
                "Check the address, and that this computer reaches it.");
    }

    /** {@code <address>/fail}: what the watching services take for a failure. */
    static URI failed(URI address) {
        String text = address.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "fail");
    }
}
