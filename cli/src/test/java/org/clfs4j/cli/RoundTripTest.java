package org.clfs4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was appended comes back byte for byte, however it was cut into records and made durable. */
class RoundTripTest {

    private final Path file;
    private final String log;
    private final TestShell shell;

    RoundTripTest(@TempDir Path directory) {
        file = directory.resolve("input");
        log = directory.resolve("log").toString();
        shell = new TestShell(directory);
    }

    @BeforeEach
    void createLog() {
        assertThat(shell.run("create", log, "--containers", "4", "--container-size", "1M"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--lines",
                "--durable batch --batch 7",
                "--durable record --chunk 4k --block-size 5k",
                "--chunk 1000",
                "--chunk 64k",
                "--chunk 1M",
                "--chunk 700 --durable batch",
                "--chunk 64k --block-size 1M"
            })
    void aFileComesBackByteForByte(String options) throws IOException {
        byte[] input = text();
        Files.write(file, input);
        assertThat(shell.run(("append " + log + " --from " + file + " " + options)
                        .trim()
                        .split(" ")))
                .isZero();
        assertThat(shell.out()).isEmpty();
        assertThat(shell.run("cat", log, "--format", "raw")).isZero();
        assertThat(shell.outBytes()).isEqualTo(input);
    }

    @Test
    void standardInputComesBackByteForByte() {
        byte[] input = text();
        assertThat(shell.run(input, "append", log)).isZero();
        assertThat(shell.run("cat", log, "--format", "raw")).isZero();
        assertThat(shell.outBytes()).isEqualTo(input);
    }

    @Test
    void takesLargerBlocksForALineThatNeedsThem() {
        byte[] input = ("short\n" + "x".repeat(300_000) + "\nshort").getBytes(StandardCharsets.UTF_8);
        assertThat(shell.run(input, "append", log)).isZero();
        assertThat(shell.run("cat", log, "--format", "raw")).isZero();
        assertThat(shell.outBytes()).isEqualTo(input);
    }

    @Test
    void refusesARecordThatTheGivenBlocksCannotHold() {
        byte[] input = ("short\n" + "x".repeat(10_000) + "\nshort").getBytes(StandardCharsets.UTF_8);
        assertThat(shell.run(input, "append", log, "--block-size", "8k")).isEqualTo(2);
        assertThat(shell.err().lines()).singleElement().asString().contains("10001", "appended before that: 1 record");
        assertThat(shell.run("cat", log, "--format", "raw")).isZero();
        assertThat(shell.out()).isEqualTo("short\n");
    }

    @Test
    void goesOnWhereTheLastCommandEnded() {
        shell.run("one\n".getBytes(StandardCharsets.UTF_8), "append", log);
        shell.run("two\n".getBytes(StandardCharsets.UTF_8), "append", log);
        assertThat(shell.run("cat", log, "--format", "raw")).isZero();
        assertThat(shell.out()).isEqualTo("one\ntwo\n");
    }

    @Test
    void anEmptyInputIsNoRecord() {
        assertThat(shell.run("append", log, "--json")).isZero();
        assertThat(shell.out()).contains("\"records\" : 0", "\"firstLsn\" : null", "\"lastLsn\" : null");
        assertThat(shell.run("cat", log)).isZero();
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void reportsRecordsBytesAndLsns() {
        assertThat(shell.run("one\ntwo\n".getBytes(StandardCharsets.UTF_8), "append", log))
                .isZero();
        assertThat(shell.err())
                .matches(
                        "clfs: appended 2 records, 8 B in .* s \\(.*/s\\), LSN 00000000:00000000:000 to 00000000:00000000:001\n");
        assertThat(shell.run("three".getBytes(StandardCharsets.UTF_8), "append", log, "--json"))
                .isZero();
        assertThat(shell.out())
                .contains("\"records\" : 1", "\"bytes\" : 5", "\"firstLsn\" : \"00000000:00000200:000\"");
        assertThat(shell.err()).isEmpty();
    }

    private static byte[] text() {
        Random random = new Random(11);
        StringBuilder text = new StringBuilder();
        while (text.length() < 150_000) {
            text.append("é".repeat(random.nextInt(80))).append(random.nextInt(10) == 0 ? "\r\n" : "\n");
        }
        return text.append("no end").toString().getBytes(StandardCharsets.UTF_8);
    }
}
