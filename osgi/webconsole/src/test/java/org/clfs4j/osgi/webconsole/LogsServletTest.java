package org.clfs4j.osgi.webconsole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.Access;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogName;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.OpenOptions;
import org.clfs4j.allocator.PoolTag;
import org.clfs4j.allocator.PoolUsage;
import org.clfs4j.error.LogException;
import org.clfs4j.nio.NioLogProvider;
import org.clfs4j.testkit.InMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to whom, and the numbers of real logs in it. */
class LogsServletTest {

    private static final String MARKUP = "<script>alert(\"orders\")</script>";
    private static final PoolUsage USAGE = new PoolUsage(new PoolTag("a<b>"), 7, 5, 1, 8192, 4, 16384);

    @TempDir(factory = InMemory.class)
    Path folder;

    private final AtomicLong nanoTime = new AtomicLong();
    private final LogsServlet servlet = new LogsServlet(() -> List.of(USAGE), nanoTime::get);

    private LogFile open(String name, OpenOptions options) throws LogException {
        LogFile log = new NioLogProvider().open(LogName.of(folder.resolve("log") + name), options);
        log.containers().add(4, 1 << 20);
        return log;
    }

    private Exchange get(String path) throws IOException {
        return Exchange.of(servlet, "GET", path);
    }

    private JsonTree data() throws IOException {
        return JsonTree.parse(get("/clfs4j/data.json").body());
    }

    private static ByteBuffer record(int length) {
        return ByteBuffer.wrap("x".repeat(length).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aLogIsShownWithItsNumbersAsLongAsItsServiceIsThere() throws IOException {
        try (LogFile log = open("", OpenOptions.createNew().archive(true));
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Lsn first = area.append(record(1000), Append.FORCE_FLUSH);
            Lsn last = area.append(record(1000), Append.FORCE_FLUSH);
            area.reserve(500);
            servlet.bindLog(
                    log, Map.of("clfs.provider", "default", "clfs.allocator", "heap", "clfs.pid", "org.clfs4j.log~x"));

            JsonTree shown = data().get("logs").elements().get(0);

            assertThat(shown.get("log").text()).isEqualTo(log.name().toString());
            assertThat(shown.get("provider").text()).isEqualTo("default");
            assertThat(shown.get("allocator").text()).isEqualTo("heap");
            assertThat(shown.get("configuration").text()).isEqualTo("org.clfs4j.log~x");
            assertThat(shown.get("kind").text()).isEqualTo("DEDICATED");
            assertThat(shown.get("identity").text()).isEqualTo(log.information().identity().toString());
            assertThat(shown.get("recovery").text()).isEqualTo("CREATED");
            assertThat(shown.get("totalAvailable").number()).isEqualTo(4L << 20);
            assertThat(shown.get("currentAvailable").number()).isEqualTo(log.information().currentAvailable());
            assertThat(shown.get("totalReservation").number()).isEqualTo(area.reservation().bytes());
            assertThat(shown.get("baseLsn").text()).isEqualTo(first.toString());
            assertThat(shown.get("archiveTail").text()).isEqualTo(first.toString());
            assertThat(shown.get("statistics").get("flushes").number()).isEqualTo(log.statistics().flushes());
            assertThat(shown.get("tailHolder").get("kind").text()).isEqualTo("STREAM_BASE");
            assertThat(shown.get("tailHolder").get("lsn").text()).isEqualTo(first.toString());
            assertThat(shown.get("damage").elements()).isEmpty();
            JsonTree of = shown.get("streams").elements().get(0);
            assertThat(of.get("name").text()).isEmpty();
            assertThat(of.get("lastRecordLsn").text()).isEqualTo(last.toString());
            assertThat(of.get("restartLsn").value()).isNull();
            assertThat(of.get("reservedBytes").number()).isEqualTo(area.reservation().bytes());
            assertThat(of.get("notDurableBytes").number()).isZero();

            servlet.unbindLog(log);

            assertThat(data().get("logs").elements()).isEmpty();
        }
    }

    @Test
    void whatIsAppendedCanBeCountedByTheClock() throws IOException {
        try (LogFile log = open("", OpenOptions.createNew());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            servlet.bindLog(log, Map.of());
            JsonTree before = data();
            area.append(record(100_000 / 3), Append.FORCE_FLUSH);
            area.append(record(100_000 / 3), Append.FORCE_FLUSH);
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(2));

            JsonTree after = data();

            assertThat(after.get("clockMillis").number() - before.get("clockMillis").number()).isEqualTo(2000);
            long appended = appendedBytes(after) - appendedBytes(before);
            assertThat(appended).isBetween(66_666L, 70_000L);
        }
    }

    private static long appendedBytes(JsonTree data) {
        return data.get("logs").elements().get(0).get("appendedBytes").number();
    }

    @Test
    void containersSayWhatTheyAreUsedForAndWhereBaseAndEndAre() throws IOException {
        try (LogFile log = open("", OpenOptions.createNew());
                LogStream stream = log.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            Lsn last = Lsn.INVALID;
            while (last.isInvalid() || last.containerId() < 2) {
                last = area.append(record(40_000), Append.FORCE_FLUSH);
            }
            stream.advanceBase(last);
            area.append(record(40_000), Append.FORCE_FLUSH);
            servlet.bindLog(log, Map.of());

            JsonTree shown = data().get("logs").elements().get(0);

            assertThat(shown.get("containers").elements())
                    .extracting(each -> each.get("state").text())
                    .containsExactly("INACTIVE", "INACTIVE", "ACTIVE", "INACTIVE");
            JsonTree base = shown.get("marks").with("mark", "base");
            assertThat(base.get("physicalId").number())
                    .isEqualTo(shown.get("containers").with("state", "ACTIVE").get("physicalId").number());
            assertThat(base.get("offset").number()).isEqualTo(last.blockOffset());
            assertThat(shown.get("marks").with("mark", "next").get("offset").number()).isGreaterThan(last.blockOffset());
            assertThat(shown.get("archiveTail").value()).isNull();
        }
    }

    @Test
    void allStreamsAreShownAndTheirNamesAreText() throws IOException {
        try (LogFile log = open("::", OpenOptions.createNew());
                LogStream orders = log.stream(MARKUP);
                LogStream payments = log.stream("payments");
                MarshallingArea area = orders.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            area.append(record(10), Append.FORCE_FLUSH);
            servlet.bindLog(log, Map.of());

            JsonTree shown = data().get("logs").elements().get(0);

            assertThat(shown.get("kind").text()).isEqualTo("MULTIPLEXED");
            assertThat(shown.get("streams").elements())
                    .extracting(each -> each.get("name").text())
                    .containsExactly(MARKUP, "payments");
            assertThat(shown.get("tailHolder").get("stream").text()).isEqualTo(MARKUP);
            assertThat(shown.get("streams").with("name", "payments").get("id").number()).isEqualTo(payments.id());
        }
    }

    @Test
    void memoryIsShownByPoolTag() throws IOException {
        JsonTree memory = data().get("memory").with("tag", "a<b>");

        assertThat(memory.value())
                .isEqualTo(Map.of(
                        "tag", "a<b>",
                        "allocations", 7,
                        "frees", 5,
                        "failures", 1,
                        "liveBlocks", 2,
                        "liveBytes", 8192,
                        "peakBlocks", 4,
                        "peakBytes", 16384));
    }

    @Test
    void aLogThatIsBeingClosedIsShownWithTheReasonAndHidesNoOther() throws IOException {
        try (LogFile log = open("", OpenOptions.createNew())) {
            LogFile closed = new NioLogProvider().open(log.name(), OpenOptions.openExisting().access(Access.READ));
            closed.close();
            servlet.bindLog(closed, Map.of("clfs.pid", "closed"));
            servlet.bindLog(log, Map.of("clfs.pid", "open"));

            JsonTree shown = data().get("logs");

            assertThat(shown.with("configuration", "closed").get("problem").text()).contains("closed");
            assertThat(shown.with("configuration", "closed").has("streams")).isFalse();
            assertThat(shown.with("configuration", "open").has("streams")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
    void nothingIsAnsweredButGetAndHead(String method) throws IOException {
        Exchange exchange = Exchange.of(servlet, method, "/clfs4j/data.json");

        assertThat(exchange.status()).isEqualTo(405);
        assertThat(exchange.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(exchange.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/clfs4j/",
                "/clfs4j/page.html",
                "/clfs4j/LogsServlet.class",
                "/clfs4j/../page.css",
                "/clfs4j/x/page.css",
                "/clfs4j/x/data.json",
                "/clfs4j/META-INF/MANIFEST.MF"
            })
    void nothingElseIsFound(String path) throws IOException {
        assertThat(get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(PageFile.class)
    void thePageIsMadeOfFilesThatNeedNobodyElseAndMakeNoMarkup(PageFile file) throws IOException {
        Exchange exchange = get("/clfs4j" + (file == PageFile.PAGE ? "" : "/" + file.file()));

        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.type()).isEqualTo(file.type());
        assertThat(exchange.header("Content-Length")).isEqualTo(Integer.toString(file.bytes().length));
        assertThat(exchange.body().replace("http://www.w3.org/", ""))
                .isNotEmpty()
                .doesNotContain("://", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void everyAnswerTellsTheBrowserToTrustNothingElse() throws IOException {
        for (String path : List.of("/clfs4j", "/clfs4j/data.json", "/clfs4j/page.js", "/clfs4j/none")) {
            Exchange exchange = get(path);

            assertThat(exchange.header("Content-Security-Policy"))
                    .startsWith("default-src 'none';")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(exchange.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(exchange.header("Cache-Control")).isEqualTo("no-store");
        }
    }
}
