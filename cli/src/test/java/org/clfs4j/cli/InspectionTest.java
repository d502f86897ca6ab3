package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What info, verify and dump tell of an intact log, and of one with a flipped byte. */
class InspectionTest {

    private static final String CONTAINER = "logContainer00000000000000000001";
    private static final int CONTAINER_HEADER = 8 << 10;

    private final Path directory;
    private final String log;
    private final TestShell shell;

    InspectionTest(@TempDir Path directory) {
        this.directory = directory;
        log = directory.resolve("log").toString();
        shell = new TestShell(directory);
    }

    @BeforeEach
    void logOfThreeBlocksWithOneRecordEach() {
        shell.run("create", log, "--containers", "2", "--container-size", "512k");
        shell.run("zero\none\ntwo\n".getBytes(StandardCharsets.UTF_8), "append", log, "--durable", "record");
    }

    @Test
    void infoTellsSizesMarkersAndContainers() {
        assertThat(shell.run("info", log)).isZero();
        assertThat(shell.err()).isEmpty();
        assertThat(shell.out())
                .contains(
                        "2 of 512 KiB, 1 free",
                        "base LSN       00000000:00000000:000",
                        "last record    00000000:00000400:000",
                        "durable up to  00000000:00000600:000",
                        "closed in order",
                        "damage         none found by recovery; \"clfs verify\" checks every block",
                        CONTAINER);
    }

    @Test
    void infoTellsTheBlockMemoryOfReading() {
        for (String provider : new String[] {"default", "offheap"}) {
            assertThat(shell.run("info", log, "--memory", "--provider", provider)).isZero();
            assertThat(shell.out()).containsPattern("pool tag +blocks live").containsPattern("Clfs +[1-9][0-9]* +[1-9]");
            assertThat(shell.run("info", log, "--memory", "--provider", provider, "--json")).isZero();
            assertThat(shell.out())
                    .contains("\"tag\" : \"Clfs\"", "\"failures\" : 0")
                    .containsPattern("\"liveBlocks\" : [1-9]")
                    .containsPattern("\"peakBytes\" : [1-9]");
        }
        assertThat(shell.run("info", log)).isZero();
        assertThat(shell.out()).doesNotContain("pool tag");
    }

    @Test
    void verifyIsContentWithAnIntactLog() {
        assertThat(shell.run("verify", log)).isZero();
        assertThat(shell.out())
                .contains("intact; 3 blocks with 3 records, LSN 00000000:00000000:000 up to 00000000:00000600:000");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void verifyNamesContainerOffsetLsnAndReasonOfAFlippedByte() throws IOException {
        flipByte(512 + 70);
        assertThat(shell.run("verify", log)).isEqualTo(1);
        assertThat(shell.out().lines().findFirst().orElseThrow())
                .startsWith("damage in " + CONTAINER + " at offset " + (CONTAINER_HEADER + 512)
                        + ", LSN 00000000:00000200:000 up to ")
                .contains("checksum");
        assertThat(shell.run("verify", log, "--json")).isEqualTo(1);
        assertThat(shell.out()).contains("\"intact\" : false", "\"offset\" : " + (CONTAINER_HEADER + 512), "checksum");
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "cat"})
    void openingReportsAFlippedByte(String command) throws IOException {
        flipByte(512 + 70);
        assertThat(shell.run(command, log)).isEqualTo(1);
        assertThat(shell.err())
                .contains(CONTAINER + " at offset " + (CONTAINER_HEADER + 512), "LSN 00000000:00000200:000");
    }

    @ParameterizedTest
    @CsvSource({"0, 'one\ntwo\n'", "512, 'zero\ntwo\n'", "1024, 'zero\none\n'"})
    void catGoesOnBehindDamageIfAskedTo(int block, String rest) throws IOException {
        flipByte(block + 70);
        assertThat(shell.run("cat", log, "--format", "raw", "--skip-damage")).isEqualTo(1);
        assertThat(shell.out()).isEqualTo(rest);
        assertThat(shell.err()).contains("skipped");
    }

    @Test
    void appendingToADamagedLogIsRefused() throws IOException {
        flipByte(512 + 70);
        assertThat(shell.run(new byte[] {'x'}, "append", log)).isEqualTo(1);
        assertThat(shell.err().lines()).singleElement().asString().contains(CONTAINER);
    }

    @Test
    void dumpShowsMetadataBlocksAndRecords() {
        assertThat(shell.run("dump", log)).isZero();
        assertThat(shell.out())
                .contains(
                        "metadata slot 0",
                        "block 00000000:00000200:000 in " + CONTAINER + " at " + (CONTAINER_HEADER + 512) + ": ",
                        "record 00000000:00000200:000 DATA at 64: 4 bytes");
    }

    @Test
    void dumpShowsPartsOfALog() {
        assertThat(shell.run("dump", log, "--blocks", "--from", "0:200:0", "--to", "0:200:0"))
                .isZero();
        assertThat(shell.out().lines().filter(line -> line.startsWith("block")))
                .singleElement()
                .asString()
                .contains("00000200");
        assertThat(shell.out()).doesNotContain("  record ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"info", "verify", "dump", "dump --blocks"})
    void jsonIsOneWellFormedObject(String command) throws IOException {
        assertThat(shell.run((command + " " + log + " --json").split(" "))).isZero();
        int depth = 0;
        int objects = 0;
        try (JsonParser json = new JsonFactory().createParser(shell.out())) {
            while (json.nextToken() != null) {
                if (json.currentToken().isStructStart()) {
                    objects += depth++ == 0 ? 1 : 0;
                } else if (json.currentToken().isStructEnd()) {
                    depth--;
                }
            }
        }
        assertThat(objects).isEqualTo(1);
        assertThat(shell.out()).endsWith("}\n");
    }

    private void flipByte(int offset) throws IOException {
        try (FileChannel container =
                FileChannel.open(directory.resolve(CONTAINER), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            container.read(one, CONTAINER_HEADER + offset);
            one.put(0, (byte) ~one.get(0)).rewind();
            container.write(one, CONTAINER_HEADER + offset);
        }
    }
}
