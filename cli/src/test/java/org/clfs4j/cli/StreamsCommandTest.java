package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.clfs4j.LogFile;
import org.clfs4j.LogStream;
import org.clfs4j.Lsn;
import org.clfs4j.MarshallingArea;
import org.clfs4j.MarshallingAreaOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of streams, and of who holds the tail. */
class StreamsCommandTest {

    private final String path;
    private final TestShell shell;
    private final TestLog log;

    StreamsCommandTest(@TempDir Path directory) {
        path = directory.resolve("log").toString();
        shell = new TestShell(directory);
        log = new TestLog(shell, Path.of(path), "ledger", "audit", "empty");
    }

    private List<String> lines(String... arguments) {
        assertThat(shell.run(arguments)).isZero();
        assertThat(shell.err()).isEmpty();
        return shell.out().lines().toList();
    }

    @Test
    void eachStreamIsALine() throws IOException {
        log.append("audit", "a");
        Lsn first = log.append("ledger", "one");
        log.restartArea("ledger", "state", first);
        assertThat(lines("streams", path))
                .containsExactly(
                        "  id  base                   next                   last record            restart area         "
                                + "   reserved  resets  name",
                        "   1  00000000:00000000:000  00000000:00000400:000  00000000:00000200:000  00000000:00000200:000"
                                + "        0 B       0  ledger",
                        "   2  00000000:00000000:000  00000000:00000200:000  00000000:00000000:000  none                 "
                                + "        0 B       0  audit",
                        "   3  00000000:00000000:000  00000000:00000000:000  none                   none                 "
                                + "        0 B       0  empty",
                        "",
                        "tail: held by the base of stream \"audit\", LSN 00000000:00000000:000; 1.5 KiB from there to the"
                                + " end");
    }

    @Test
    void aStreamThatIsNamedIsShownAlone() {
        assertThat(lines("streams", path + "::audit")).hasSize(4).element(1).asString().endsWith("  audit");
    }

    @Test
    void nothingHoldsTheTailOfALogWithoutRecords() {
        assertThat(lines("streams", path)).last().isEqualTo("tail: held by nothing");
    }

    @Test
    void jsonTellsTheSame() throws IOException {
        log.append("audit", "a");
        assertThat(shell.run("streams", path, "--json")).isZero();
        assertThat(shell.out())
                .contains(
                        "\"log\" : \"log:" + path + "::\"",
                        "\"name\" : \"audit\"",
                        "\"lastRecordLsn\" : \"00000000:00000000:000\"",
                        "\"restartLsn\" : null",
                        "\"reservedBytes\" : 0",
                        "\"resets\" : 0",
                        "\"kind\" : \"STREAM_BASE\"",
                        "\"stream\" : \"audit\"",
                        "\"bytes\" : 512");
    }

    @Test
    void reservationsOfThisProcessAreTold() throws IOException {
        try (LogFile open = log.open();
                LogStream stream = open.stream("ledger");
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            long reserved = area.reserve(3000, 100);
            assertThat(reserved).isEqualTo(3584 + 512);
            assertThat(lines("streams", path).get(1)).contains("  4 KiB  ");
            assertThat(lines("streams", path)).last().isEqualTo("tail: held by reservations of 4 KiB");
            assertThat(lines("info", path)).contains("reserved       4 KiB");
            assertThat(lines("info", path + "::audit")).contains("reserved       0 B");
        }
    }

    @Test
    void reservationsOfALogThatWasNotClosedAreNotKnown(@TempDir Path elsewhere) throws IOException {
        Path copy;
        try (LogFile open = log.open()) {
            open.stream("ledger").close();
            copy = Copies.of(Path.of(path), elsewhere);
        }
        assertThat(lines("streams", copy.toString()).get(1)).contains("  not known  ");
        assertThat(lines("info", copy.toString())).contains("reserved       not known");
        assertThat(shell.run("streams", copy.toString(), "--json")).isZero();
        assertThat(shell.out()).contains("\"reservedBytes\" : null");
    }

    @Test
    void aYoungestRecordThatOpeningDidNotReadIsNotCalledNone() throws IOException {
        log.append("audit", "old");
        shell.run("containers", "add", path, "--count", "69");
        appendTo("ledger", 66 << 20); // more than opening reads
        assertThat(lines("streams", path).get(2)).contains("  not read  ");
        assertThat(lines("info", path + "::audit")).contains("last record    not read");
        assertThat(lines("cat", path + "::audit", "--chain", "previous"))
                .containsExactly("00000000:00000000:000  old");
    }

    private void appendTo(String name, int bytes) throws IOException {
        ByteBuffer record = ByteBuffer.allocate(60_000);
        try (LogFile open = log.open();
                LogStream stream = open.stream(name);
                MarshallingArea area = stream.createMarshallingArea(MarshallingAreaOptions.defaults())) {
            for (int appended = 0; appended < bytes; appended += record.remaining()) {
                area.append(record);
            }
        }
    }

    @Test
    void aDedicatedLogHasOneStreamWithoutAName(@TempDir Path other) throws IOException {
        TestLog dedicated = new TestLog(shell, other.resolve("log"));
        dedicated.append("", "x");
        assertThat(lines("streams", other.resolve("log").toString()))
                .satisfies(all -> assertThat(all.get(1)).startsWith("   0  ").endsWith("  (unnamed)"))
                .last()
                .isEqualTo("tail: held by the base, LSN 00000000:00000000:000; 512 B from there to the end");
    }
}
