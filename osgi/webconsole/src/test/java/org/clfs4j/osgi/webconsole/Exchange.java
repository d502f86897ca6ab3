package org.clfs4j.osgi.webconsole;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A request, as the console passes it on, and what is answered. */
final class Exchange {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final Map<String, String> headers = new HashMap<>();
    private String type = "";
    private int status;

    private Exchange() {}

    static Exchange of(LogsServlet servlet, String method, String path) throws IOException {
        Exchange exchange = new Exchange();
        servlet.service(exchange.request(method, path), exchange.response());
        return exchange;
    }

    private HttpServletRequest request(String method, String path) {
        return fake(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getPathInfo" -> path;
            default -> throw new AssertionError("The request is asked for " + name);
        });
    }

    private HttpServletResponse response() {
        return fake(HttpServletResponse.class, (name, arguments) -> {
            switch (name) {
                case "setHeader" -> headers.put((String) arguments[0], (String) arguments[1]);
                case "setStatus", "sendError" -> status = (int) arguments[0];
                case "setContentType" -> type = (String) arguments[0];
                case "setContentLength" -> headers.put("Content-Length", arguments[0].toString());
                case "getOutputStream" -> {
                    return stream();
                }
                default -> throw new AssertionError("The response is asked for " + name);
            }
            return null;
        });
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public void write(int b) {
                body.write(b);
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new AssertionError("Nobody listens here");
            }
        };
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                Exchange.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    int status() {
        return status;
    }

    String header(String name) {
        return headers.get(name);
    }

    String type() {
        return type;
    }

    String body() {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** What a call returns. */
    @FunctionalInterface
    private interface Answer {

        Object to(String method, Object[] arguments);
    }
}
