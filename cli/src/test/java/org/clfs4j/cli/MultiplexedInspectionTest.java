package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What info, verify, dump and cat tell of a multiplexed log, and of one with a flipped byte. */
class MultiplexedInspectionTest {

    private static final String CONTAINER = "logContainer00000000000000000001";
    private static final int CONTAINER_HEADER = 8 << 10;

    private final Path directory;
    private final String path;
    private final TestShell shell;

    /** Blocks of one sector and one record each: ledger, audit, ledger, audit, ledger. */
    MultiplexedInspectionTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        path = directory.resolve("log").toString();
        shell = new TestShell(directory);
        TestLog log = new TestLog(shell, Path.of(path), "ledger", "audit");
        for (String text : new String[] {"zero", "one", "two"}) {
            log.append("ledger", text + "\n");
            if (!text.equals("two")) {
                log.append("audit", text + " seen\n");
            }
        }
    }

    private void flipByte(int block) throws IOException {
        long position = CONTAINER_HEADER + 512L * block + 70;
        try (FileChannel container =
                FileChannel.open(directory.resolve(CONTAINER), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            container.read(one, position);
            one.put(0, (byte) ~one.get(0)).rewind();
            container.write(one, position);
        }
    }

    @Test
    void infoTellsTheBlockMemoryOfReadingOneStreamOrAll() {
        assertThat(shell.run("info", path + "::audit", "--memory")).isZero();
        assertThat(shell.out()).containsPattern("Clfs +1 ");
        assertThat(shell.run("info", path, "--memory")).isZero();
        assertThat(shell.out()).containsPattern("Clfs +2 ");
    }

    @Test
    void infoTellsPlacesAndEveryStream() {
        assertThat(shell.run("info", path)).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out())
                .contains(
                        "log            log:" + path + "::, multiplexed",
                        "containers     3 of 1 MiB, 2 free",
                        "tail           held by the base of stream \"ledger\", LSN 00000000:00000000:000; 2.5 KiB from"
                                + " there to the end",
                        "streams        2",
                        "base place     00000000:00000000:000",
                        "next place     00000000:00000a00:000",
                        "reserved       0 B",
                        "   2  00000000:00000000:000  00000000:00000400:000  00000000:00000200:000  none ",
                        CONTAINER)
                .doesNotContain("\nlast record", "\nrestart area");
    }

    @Test
    void infoOfAStreamTellsItsMarkers() {
        assertThat(shell.run("info", path + "::audit")).isZero();
        assertThat(shell.out())
                .contains(
                        "stream         audit, id 2",
                        "base LSN       00000000:00000000:000",
                        "last record    00000000:00000200:000",
                        "next LSN       00000000:00000400:000",
                        "durable up to  00000000:00000400:000",
                        "restart area   none",
                        "resets         0");
    }

    @Test
    void infoAsJsonHasTheMarkersOfWhatIsNamed() {
        assertThat(shell.run("info", path, "--json")).isZero();
        assertThat(shell.out())
                .contains(
                        "\"kind\" : \"MULTIPLEXED\"",
                        "\"totalStreams\" : 2",
                        "\"totalReservation\" : 0",
                        "\"archiveTail\" : null",
                        "\"kind\" : \"STREAM_BASE\"",
                        "\"nextLsn\" : \"00000000:00000a00:000\"",
                        "\"name\" : \"ledger\"",
                        "\"name\" : \"audit\"");
        assertThat(shell.run("info", path + "::audit", "--json")).isZero();
        assertThat(shell.out())
                .contains(
                        "\"lastRecordLsn\" : \"00000000:00000200:000\",\n  \"nextLsn\" : \"00000000:00000400:000\"",
                        "\"name\" : \"audit\"")
                .doesNotContain("\"name\" : \"ledger\"");
    }

    @Test
    void verifyChecksTheBlocksOfAllStreams() {
        assertThat(shell.run("verify", path)).isZero();
        assertThat(shell.out())
                .isEqualTo("log:" + path + ":: is intact; 5 blocks with 5 records, place 00000000:00000000:000 up to"
                        + " 00000000:00000a00:000, 2.5 KiB checked\n");
    }

    @Test
    void dumpNamesTheStreamOfEachBlock() {
        assertThat(shell.run("dump", path)).isZero();
        assertThat(shell.out())
                .contains(
                        "stream 2 \"audit\": base 00000000:00000000:000",
                        "block 00000000:00000200:000 placed as 00000000:00000600:000 in " + CONTAINER + " at "
                                + (CONTAINER_HEADER + 0x600) + ": stream 2 \"audit\", 512 bytes");
        assertThat(shell.out().lines().filter(line -> line.startsWith("block"))).hasSize(5);
        assertThat(shell.run("dump", path, "--json")).isZero();
        assertThat(shell.out()).contains("\"streamId\" : 2,\n    \"stream\" : \"audit\"");
    }

    @Test
    void dumpOfAStreamHasItsBlocksOnlyByItsLsns() {
        assertThat(shell.run("dump", path + "::audit")).isZero();
        assertThat(shell.out().lines().filter(line -> line.startsWith("block"))).hasSize(2);
        assertThat(shell.out().lines().filter(line -> line.startsWith("  record"))).hasSize(2);
        assertThat(shell.run("dump", path + "::ledger", "--from", "0:200:0", "--to", "0:200:0")).isZero();
        assertThat(shell.out().lines().filter(line -> line.startsWith("block")))
                .singleElement()
                .asString()
                .startsWith("block 00000000:00000200:000 placed as 00000000:00000400:000");
        assertThat(shell.run("dump", path, "--blocks", "--from", "0:200:0", "--to", "0:400:0")).isZero();
        assertThat(shell.out().lines().filter(line -> line.startsWith("block"))).hasSize(2);
    }

    @Test
    void dumpTellsTheBlocksOfADeletedStream() {
        assertThat(shell.run("delete", path + "::audit", "--yes")).isZero();
        assertThat(shell.run("dump", path)).isZero();
        assertThat(shell.out()).contains("stream 2 (deleted), 512 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "dump --json"})
    void aDamagedBlockIsToldWhereItIs(String command) throws IOException {
        flipByte(1);
        assertThat(shell.run((command + " " + path).split(" "))).isEqualTo(1);
        assertThat(shell.out()).contains(CONTAINER, Integer.toString(CONTAINER_HEADER + 512), "checksum");
    }

    @ParameterizedTest
    @CsvSource({
        "0, ledger, 'one\ntwo\n'",
        "2, ledger, 'zero\ntwo\n'",
        "4, ledger, 'zero\none\n'",
        "1, audit, 'one seen\n'",
        "3, audit, 'zero seen\n'"
    })
    void catGoesOnBehindDamageIfAskedTo(int block, String stream, String rest) throws IOException {
        flipByte(block);
        assertThat(shell.run("cat", path + "::" + stream)).isEqualTo(1);
        assertThat(shell.err()).contains(CONTAINER + " at offset " + (CONTAINER_HEADER + 512 * block));
        assertThat(shell.run("cat", path + "::" + stream, "--format", "raw", "--skip-damage")).isEqualTo(1);
        assertThat(shell.out()).isEqualTo(rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "append LOG::ledger",
                "advance LOG::ledger --to end",
                "reset LOG::ledger --yes",
                "delete LOG::ledger --yes",
                "delete LOG --with-streams --yes",
                "create LOG::third"
            })
    void aDamagedLogIsNotChanged(String line) throws IOException {
        flipByte(1);
        assertThat(shell.run(line.replace("LOG", path).split(" "))).isEqualTo(1);
        assertThat(shell.err().lines()).singleElement().asString().contains(CONTAINER);
        assertThat(shell.run("dump", path, "--blocks")).isEqualTo(1);
        assertThat(shell.out().lines().filter(one -> one.startsWith("block"))).hasSize(4);
    }
}
