package org.clfs4j.osgi.webconsole;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A page in a browser, by the DevTools protocol. */
final class Tab implements WebSocket.Listener, AutoCloseable {

    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Long, CompletableFuture<JsonTree>> answers = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final StringBuilder incoming = new StringBuilder();
    private WebSocket socket;
    private String session;

    private Tab() {}

    /** Opens an empty page that is as wide as is said, and that sends a header with all that it asks for. */
    static Tab open(URI devTools, String header, String value) throws Exception {
        Tab tab = new Tab();
        tab.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(devTools, tab)
                .get(WebFramework.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String target = tab.call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").text();
        tab.session = tab.call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .text();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            tab.call(domain + ".enable", Map.of());
        }
        tab.call("Network.setExtraHTTPHeaders", Map.of("headers", Map.of(header, value)));
        return tab;
    }

    private JsonTree call(String method, Map<String, Object> parameters)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long id = calls.incrementAndGet();
        Map<String, Object> message = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (session != null) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonTree> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(new JsonTree(message).write(), true);
        JsonTree result = answer.get(WebFramework.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new AssertionError(method + " is answered with " + result.value());
        }
        return result.get("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        incoming.append(data);
        if (last) {
            try {
                received(JsonTree.parse(incoming.toString()));
            } catch (IOException e) {
                complaints.add(e.toString());
            }
            incoming.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void received(JsonTree message) {
        if (message.has("id")) {
            answers.remove(message.get("id").number()).complete(message);
        } else if (List.of("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
                .contains(message.get("method").text())) {
            complaints.add(message.value().toString());
        }
    }

    /** Returns what the browser had to say about the page: errors, and what it did not let happen. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void show(int width, int height, double scale, boolean phone) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", phone));
    }

    void prefer(String colors) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colors))));
    }

    void go(URI address) throws Exception {
        call("Page.navigate", Map.of("url", address.toString()));
    }

    /** Returns what an expression comes to. */
    JsonTree evaluate(String expression) throws Exception {
        JsonTree answer = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + " throws " + answer.value());
        }
        return answer.get("result").get("value");
    }

    /** Returns when a condition holds; it is looked at whenever the document changes. */
    void await(String condition) throws Exception {
        evaluate(
                """
                new Promise(done => {
                  const look = () => { if (%s) { observer.disconnect(); done(true); } };
                  const observer = new MutationObserver(look);
                  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
                  look();
                })"""
                        .formatted(condition));
    }

    /** Takes a picture of the whole page, as PNG. */
    byte[] picture() throws Exception {
        String data = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true)).get("data").text();
        return Base64.getDecoder().decode(data);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
