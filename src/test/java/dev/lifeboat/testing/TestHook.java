package dev.lifeboat.testing;

import com.sun.net.httpserver.HttpServer;
import dev.lifeboat.engine.notify.Channel;
import dev.lifeboat.engine.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real web server that takes the notices of a webhook. */
public final class TestHook implements AutoCloseable {

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final List<JsonNode> notices = new CopyOnWriteArrayList<>();

    public TestHook() throws IOException {
        server.createContext("/", exchange -> {
            notices.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** The channel that leads here. */
    public Channel channel() {
        return new Channel.Webhook("hook", new Secret("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"));
    }

    /** What came, in its order: {@code nightly FAILED}. */
    public List<String> events() {
        return notices.stream().map(notice -> notice.get("schedule").asString() + " " + notice.get("event").asString()).toList();
    }

    /** The sentences, in the order they came. */
    public List<String> texts() {
        return notices.stream().map(notice -> notice.get("text").asString()).toList();
    }

    @Override public void close() {
        server.stop(0);
    }
}
