package org.clfs4j.osgi.webconsole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.clfs4j.osgi.webconsole.load.LoadActivator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the page in every framework, with logs in it that are written to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class WebConsoleContract {

    private static final String USER = "keeper";
    private static final String PASSWORD = "of the logs";

    /** The page is looked at in both widths when it has so many answers to draw. */
    private static final int ANSWERS = 40;

    private static final Path BUILT = Path.of("target", "images");
    private static final Path COMMITTED = Path.of("..", "..", "docs", "images");

    private final HttpClient client = HttpClient.newHttpClient();
    private Path folder;
    private WebFramework framework;

    /** Returns how the name of the framework's jar starts. */
    abstract String frameworkName();

    @BeforeAll
    void startFramework(@TempDir Path empty) throws Exception {
        folder = empty;
        framework = WebFramework.start(frameworkName(), folder, USER, PASSWORD);
    }

    @AfterAll
    void stopFramework() throws Exception {
        if (framework != null) {
            framework.stop();
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> ask(String method, String path, String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(framework.console().resolve(path)).method(method, BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path, basic(USER, PASSWORD));
    }

    private JsonTree data() throws IOException, InterruptedException {
        return JsonTree.parse(get("clfs4j/data.json").body());
    }

    private static JsonTree shop(JsonTree data) {
        return data.get("logs").elements().stream()
                .filter(log -> log.get("log").text().endsWith("/shop::"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clfs4j", "clfs4j/data.json", "clfs4j/page.js", "clfs4j/page.css", "clfs4j/none"})
    void nobodyIsLetInWithoutTheLoginOfTheConsole(String path) throws Exception {
        for (String authorization : new String[] {null, basic(USER, "guess"), basic("admin", "admin")}) {
            HttpResponse<String> answer = ask("GET", path, authorization);

            assertThat(answer.statusCode()).as("%s of %s", path, authorization).isEqualTo(401);
            assertThat(answer.body()).doesNotContain("shop", "LogCard");
        }
    }

    @Test
    void thePageIsNowhereButInTheConsole() throws Exception {
        for (String path : List.of("/clfs4j", "/clfs4j/data.json", "/data.json", "/")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("bundles").body()).contains("/system/console/clfs4j");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void nothingCanBeChanged(String method) throws Exception {
        HttpResponse<String> answer = ask(method, "clfs4j/data.json", basic(USER, PASSWORD));

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void everyAnswerIsTheBundlesOwnAndTellsTheBrowserToTrustNothingElse() throws Exception {
        for (String path : List.of("clfs4j", "clfs4j/data.json", "clfs4j/page.js")) {
            HttpResponse<String> answer = get(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                    .startsWith("default-src 'none';")
                    .doesNotContain("unsafe"));
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        }
        assertThat(get("clfs4j").body()).startsWith("<!DOCTYPE html>").doesNotContain("jquery");
        assertThat(get("clfs4j/none").statusCode()).isEqualTo(404);
    }

    @Test
    void theDataIsThatOfTheRunningLogs() throws Exception {
        JsonTree before = data();
        JsonTree after = data();
        while (shop(after).get("appendedBytes").number() == shop(before).get("appendedBytes").number()) {
            after = data();
        }
        JsonTree log = shop(after);

        assertThat(after.get("logs").elements()).hasSize(2);
        assertThat(after.get("clockMillis").number()).isGreaterThan(before.get("clockMillis").number());
        assertThat(log.get("provider").text()).isEqualTo("default");
        assertThat(log.get("allocator").text()).isEqualTo("direct");
        assertThat(log.get("configuration").text()).startsWith("org.clfs4j.log");
        assertThat(log.get("totalAvailable").number()).isEqualTo(10L << 20);
        assertThat(log.get("currentAvailable").number()).isBetween(1L, 10L << 20);
        assertThat(log.get("containers").elements())
                .hasSize(10)
                .extracting(container -> container.get("state").text())
                .contains("INACTIVE", "ACTIVE", "PENDING_ARCHIVE");
        assertThat(log.get("marks").elements())
                .extracting(mark -> mark.get("mark").text())
                .contains("base", "archiveTail");
        assertThat(log.get("streams").elements())
                .extracting(stream -> stream.get("name").text())
                .containsExactly("orders", "payments", "audit", LoadActivator.MARKUP);
        long reserved = log.get("streams").elements().stream()
                .mapToLong(stream -> stream.get("reservedBytes").number())
                .sum();
        assertThat(log.get("totalReservation").number()).isEqualTo(reserved).isPositive();
        assertThat(log.get("statistics").get("flushes").number())
                .isGreaterThanOrEqualTo(shop(before).get("statistics").get("flushes").number())
                .isPositive();
        assertThat(after.get("memory").with("tag", "Ordr").get("liveBytes").number()).isPositive();
    }

    /** The last one, since it takes the logs away. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aBrowserShowsItLiveAndOnAPhone() throws Exception {
        try (Chromium chromium = Chromium.start(Files.createDirectory(folder.resolve("profile")));
                Tab tab = Tab.open(chromium.devTools(), "Authorization", basic(USER, PASSWORD))) {
            tab.show(1280, 900, 1, false);
            tab.prefer("light");
            tab.go(framework.console().resolve("clfs4j?every=100"));
            tab.await("document.body?.dataset.answers >= " + ANSWERS);

            assertThat(tab.evaluate("document.querySelector('#state').textContent").text()).isEqualTo("Live, every 0.1 s");
            assertThat(tab.evaluate("document.querySelectorAll('.log').length").number()).isEqualTo(2);
            assertThat(tab.evaluate("[...document.querySelectorAll('.streams .name')].map(e => e.textContent).sort()")
                            .value())
                    .asInstanceOf(LIST)
                    .containsExactlyInAnyOrder("orders", "payments", "audit", LoadActivator.MARKUP, "unnamed");
            assertThat(tab.evaluate("document.title").text()).isEqualTo("clfs4j: logs");
            assertThat(tab.evaluate("document.querySelectorAll('.arc').length").number()).isEqualTo(15);
            assertThat(tab.evaluate("document.querySelectorAll('.mark.archiveTail').length").number()).isEqualTo(1);
            assertThat(tab.evaluate("document.querySelector('svg.ring').getAttribute('aria-label')").text())
                    .contains("containers: ", "active", "pending archive", "base in container");
            assertThat(tab.evaluate("[...document.querySelectorAll('.memory tbody th')].map(e => e.textContent).join()")
                            .text())
                    .contains("Ordr", "Paym", "Audt", "Vist");
            assertThat(tab.evaluate("document.querySelectorAll('.spark .area[d^=M]').length").number()).isGreaterThan(5);
            assertNothingIsCutOff(tab, 1280);
            keep(tab, "desktop");

            tab.prefer("dark");
            keep(tab, "desktop-dark");
            tab.prefer("light");
            tab.show(390, 844, 2, true);
            tab.await("document.body.dataset.answers > " + tab.evaluate("document.body.dataset.answers").text());
            assertThat(tab.evaluate("innerWidth").number()).isEqualTo(390);
            assertNothingIsCutOff(tab, 390);
            keep(tab, "phone");

            tab.evaluate("document.querySelector('#pause').click()");
            assertThat(tab.evaluate("document.querySelector('#state').textContent").text()).isEqualTo("Paused");
            tab.evaluate("document.querySelector('#pause').click()");
            framework.stopLoad();
            tab.await("document.querySelector('.empty')?.isConnected && !document.querySelector('.log')");
            assertThat(data().get("logs").elements()).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** Everything is as wide as the window at most, and every text as the place that it has. */
    private static void assertNothingIsCutOff(Tab tab, int width) throws Exception {
        assertThat(tab.evaluate("document.documentElement.scrollWidth").number()).isEqualTo(width);
        assertThat(tab.evaluate(
                                """
                                [...document.querySelectorAll('main *')]
                                  .filter(e => e instanceof HTMLElement && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
                                  .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))""")
                        .elements())
                .isEmpty();
    }

    /** Keeps a picture, for people; {@code -Dgolden.update=true} takes those of Felix into the documents. */
    private void keep(Tab tab, String name) throws Exception {
        byte[] picture = tab.picture();
        Path file = Files.createDirectories(BUILT.resolve(frameworkName())).resolve("webconsole-" + name + ".png");
        Files.write(file, picture);
        if (Boolean.getBoolean("golden.update") && this instanceof FelixWebConsoleIT && !name.endsWith("-dark")) {
            Files.write(Files.createDirectories(COMMITTED).resolve(file.getFileName()), picture);
        }
    }
}
