package org.clfs4j.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSourceTest {

    @Test
    void keepsTheEndsOfLinesAsTheyAre() throws IOException {
        assertThat(lines("one\ntwo\r\n\n\rthree\r\n")).containsExactly("one\n", "two\r\n", "\n", "\rthree\r\n");
    }

    @Test
    void givesALastLineWithoutAnEnd() throws IOException {
        assertThat(lines("one\ntwo")).containsExactly("one\n", "two");
    }

    @Test
    void givesNothingForAnEmptyInput() throws IOException {
        assertThat(lines("")).isEmpty();
    }

    @RepeatedTest(20)
    void losesNoByteOfAnyInput() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] input = new byte[random.nextInt(1 << 20)];
        random.nextBytes(input);
        for (int i = random.nextInt(1000); i < input.length; i += random.nextInt(random.nextInt(500_000) + 1) + 1) {
            input[i] = '\n';
        }
        LineSource source = new LineSource(new PieceChannel(input, random, 100_000), Integer.MAX_VALUE);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (ByteBuffer line = source.next(); line != null; line = source.next()) {
            byte[] bytes = new byte[line.remaining()];
            line.get(bytes);
            assertThat(indexOfLineFeed(bytes)).as("seed %d", seed).isIn(-1, bytes.length - 1);
            output.writeBytes(bytes);
        }
        assertThat(output.toByteArray()).as("seed %d", seed).isEqualTo(input);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1_000_000})
    void refusesALineLongerThanTheLimitAndNamesIt(int piece) throws IOException {
        byte[] input = ("short\n" + "x".repeat(300_000) + "\nshort\n").getBytes(StandardCharsets.UTF_8);
        LineSource source = new LineSource(new PieceChannel(input, new Random(1), piece), 300_000);
        source.next();
        assertThatExceptionOfType(LineTooLongException.class)
                .isThrownBy(source::next)
                .withMessageStartingWith("line 2 is longer than 300000 bytes");
    }

    @Test
    void acceptsALineOfExactlyTheLimit() throws IOException {
        byte[] input = ("x".repeat(299_999) + "\n").getBytes(StandardCharsets.UTF_8);
        LineSource source = new LineSource(new PieceChannel(input, new Random(1), 1000), 300_000);
        assertThat(source.next().remaining()).isEqualTo(300_000);
        assertThat(source.next()).isNull();
    }

    private static List<String> lines(String text) throws IOException {
        byte[] input = text.getBytes(StandardCharsets.UTF_8);
        LineSource source = new LineSource(new PieceChannel(input, new Random(7), 3), 100);
        List<String> lines = new ArrayList<>();
        for (ByteBuffer line = source.next(); line != null; line = source.next()) {
            lines.add(StandardCharsets.UTF_8.decode(line).toString());
        }
        return lines;
    }

    private static int indexOfLineFeed(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
