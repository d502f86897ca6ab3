package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.clfs4j.Append;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.clfs4j.error.LogException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of a log while others append to it. Each pause takes half a second of a clock that only pauses move. */
class WatchCommandTest {

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - PAUSE); // it may overflow
    private final AtomicInteger pauses = new AtomicInteger();
    private final String path;
    private final TestShell shell;
    private final TestShell others;
    private TestLog log;

    WatchCommandTest(@TempDir Path directory) {
        path = directory.resolve("log").toString();
        shell = new TestShell(directory);
        others = new TestShell(directory);
    }

    /** What happens in a pause. */
    private interface Others {
        void act(int pause) throws LogException;
    }

    @BeforeEach
    void timeGoesOnInPauses() {
        shell.atTime(now::get);
        meanwhile(pause -> {});
    }

    private void meanwhile(Others act) {
        shell.whilePausing(() -> {
            now.addAndGet(PAUSE);
            try {
                act.act(pauses.incrementAndGet());
            } catch (LogException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        });
    }

    private List<String> lines(String... arguments) {
        assertThat(shell.run(arguments)).as(shell.err()).isZero();
        return shell.out().lines().toList();
    }

    @Test
    void eachIntervalIsALineWithWhatCameInIt() throws LogException {
        log = new TestLog(shell, Path.of(path));
        log.append("", "before");
        meanwhile(pause -> {
            if (pause <= 2) {
                log.append("", "12345678");
            }
        });

        assertThat(lines("watch", path, "--count", "2"))
                .containsExactly(
                        " seconds  base                   last record             records/s       bytes/s  containers",
                        "     1.0  00000000:00000000:000  00000000:00000400:000           2        16 B/s  2 inactive, 1 active",
                        "     2.0  00000000:00000000:000  00000000:00000400:000           0         0 B/s  2 inactive, 1 active");
        assertThat(shell.err()).isEmpty();
        assertThat(pauses).hasValue(4);
    }

    @Test
    void theIntervalIsWhatWasAskedFor() throws LogException {
        log = new TestLog(shell, Path.of(path));
        meanwhile(pause -> log.append("", "x"));

        assertThat(lines("watch", path, "--count", "1", "--interval", "2.5"))
                .last()
                .asString()
                .startsWith("     2.5  ")
                .contains("           2         2 B/s  "); // 5 records in 2.5 seconds
        assertThat(pauses).hasValue(5);
    }

    @Test
    void itEndsWhenNobodyWantsToWait() throws LogException {
        log = new TestLog(shell, Path.of(path));
        shell.whilePausing(() -> pauses.incrementAndGet() < 1);

        assertThat(lines("watch", path)).singleElement().asString().contains("records/s");
    }

    @Test
    void ofAMultiplexedLogOneStreamIsWatched() throws LogException {
        log = new TestLog(shell, Path.of(path), "ledger", "audit");
        meanwhile(pause -> {
            log.append("ledger", "1");
            log.append("audit", "23");
        });

        assertThat(lines("watch", path + "::audit", "--count", "1"))
                .last()
                .asString()
                .contains("           2         4 B/s  ");
        assertThat(shell.run("watch", path)).isEqualTo(2);
        assertThat(shell.err()).contains("name one of its streams");
    }

    @Test
    void recordsThatHaveGoneBeforeTheyWereCountedAreTold() throws LogException {
        log = new TestLog(shell, Path.of(path));
        meanwhile(pause -> {
            log.append("", "counted, or not");
            if (pause == 2) {
                assertThat(others.run("advance", path, "--to", "end")).isZero();
            }
        });

        assertThat(lines("watch", path, "--count", "2")).element(2).asString().contains("           2        30 B/s  ");
        assertThat(shell.err().lines()).singleElement().asString().contains("; counting goes on with what comes next");
    }

    @Test
    void programsGetAnObjectInALine() throws LogException {
        log = new TestLog(shell, Path.of(path));
        meanwhile(pause -> log.append("", "x"));

        assertThat(lines("watch", path, "--count", "2", "--json"))
                .containsExactly(
                        "{\"seconds\":1.0,\"baseLsn\":\"00000000:00000000:000\",\"nextLsn\":\"00000000:00000400:000\","
                                + "\"lastRecordLsn\":\"00000000:00000200:000\",\"recordsPerSecond\":2.0,"
                                + "\"bytesPerSecond\":2.0,\"containers\":{\"INACTIVE\":2,\"ACTIVE\":1}}",
                        "{\"seconds\":2.0,\"baseLsn\":\"00000000:00000000:000\",\"nextLsn\":\"00000000:00000800:000\","
                                + "\"lastRecordLsn\":\"00000000:00000600:000\",\"recordsPerSecond\":2.0,"
                                + "\"bytesPerSecond\":2.0,\"containers\":{\"INACTIVE\":2,\"ACTIVE\":1}}");
    }

    @Test
    void aLogThatIsOpenForWritingInTheSameProcessIsWatched() throws LogException {
        log = new TestLog(shell, Path.of(path));
        try (LogFile open = log.open();
                LogStream stream = open.stream();
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            meanwhile(pause -> area.append(ByteBuffer.allocate(100), Append.FORCE_FLUSH));

            assertThat(lines("watch", path, "--count", "1"))
                    .last()
                    .asString()
                    .contains("           2       200 B/s  ");
        }
    }
}
